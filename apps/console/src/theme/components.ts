import type {
  ActionIcon,
  Button,
  Checkbox,
  Drawer,
  Input,
  InputWrapper,
  MantineThemeComponents,
  Menu,
  Modal,
  MultiSelect,
  Notification,
  NumberInput,
  PasswordInput,
  Pill,
  Popover,
  Radio,
  SegmentedControl,
  Select,
  Skeleton,
  Table,
  Tabs,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';

import { ButtonRoot } from '../ui/button-root.tsx';
import controls from './controls.module.css';

/**
 * What `extend` of a part takes, and gives back as it is: called, it would bring every part that is named here into the
 * first page.
 */
type Differs<Part extends { extend: (input: never) => unknown }> = Parameters<Part['extend']>[0];

const MOTION_MS = 140;
// The page keeps its scrollbar under a dialog, so nothing has to make up for its width.
const KEEP_SCROLLBAR = { removeScrollBar: false };
// The head of a dialog is no banner of the page, which `header` would make it, and there is one more for each dialog.
const NO_BANNER = { header: { role: 'presentation' } };
// The list of options scrolls by itself: an element in between is none that a listbox may have. Tab would go into what scrolls, the
// list closes then, and takes the focus with it.
const OPTIONS = { withScrollArea: false, attributes: { options: { tabIndex: -1 } } };

/** How Mantine's parts differ here from how they come. */
export const components: MantineThemeComponents = {
  ActionIcon: { defaultProps: { component: ButtonRoot } } satisfies Differs<typeof ActionIcon>,
  Button: {
    defaultProps: { size: 'sm', component: ButtonRoot },
    classNames: { root: controls.button },
    vars: (_theme, props) => ({
      root:
        props.size === 'sm'
          ? { '--button-height': '32px', '--button-padding-x': '12px', '--button-fz': '13.5px' }
          : {},
    }),
  } satisfies Differs<typeof Button>,
  Input: { classNames: { input: controls.input } } satisfies Differs<typeof Input>,
  InputWrapper: {
    defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] },
    classNames: { label: controls.label, description: controls.description, error: controls.error },
  } satisfies Differs<typeof InputWrapper>,
  TextInput: { defaultProps: { size: 'sm' } } satisfies Differs<typeof TextInput>,
  Textarea: { defaultProps: { size: 'sm' } } satisfies Differs<typeof Textarea>,
  NumberInput: { defaultProps: { size: 'sm' } } satisfies Differs<typeof NumberInput>,
  PasswordInput: { defaultProps: { size: 'sm' } } satisfies Differs<typeof PasswordInput>,
  Select: {
    defaultProps: { ...OPTIONS, size: 'sm', comboboxProps: { shadow: 'md' } },
    classNames: { option: controls.option, options: controls.options },
  } satisfies Differs<typeof Select>,
  MultiSelect: {
    defaultProps: OPTIONS,
    classNames: { option: controls.option, options: controls.options },
  } satisfies Differs<typeof MultiSelect>,
  Pill: { classNames: { label: controls.pill } } satisfies Differs<typeof Pill>,
  Skeleton: { defaultProps: { radius: 'sm' }, classNames: { root: controls.skeleton } } satisfies Differs<
    typeof Skeleton
  >,
  Table: {
    defaultProps: { verticalSpacing: 0, horizontalSpacing: 0, withRowBorders: false },
    classNames: { thead: controls.thead },
  } satisfies Differs<typeof Table>,
  Tabs: { classNames: { tab: controls.tab, list: controls.tabList } } satisfies Differs<typeof Tabs>,
  Menu: {
    defaultProps: {
      shadow: 'md',
      transitionProps: { transition: 'fade', duration: MOTION_MS },
      // Its element is no menu item, which `role="menu"` does not allow among its children.
      withInitialFocusPlaceholder: false,
      // Inside a landmark, so that people who move by landmarks find what they opened.
      portalProps: { target: '#main' },
    },
    classNames: { item: controls.menuItem, dropdown: controls.floating },
  } satisfies Differs<typeof Menu>,
  Popover: {
    defaultProps: {
      shadow: 'md',
      transitionProps: { transition: 'fade', duration: MOTION_MS },
      portalProps: { target: '#main' },
    },
    classNames: { dropdown: controls.floating },
  } satisfies Differs<typeof Popover>,
  Checkbox: {
    defaultProps: { size: 'xs', radius: 'xs' },
    classNames: { input: controls.checkbox, label: controls.choice, description: controls.choiceAbout },
  } satisfies Differs<typeof Checkbox>,
  Radio: {
    defaultProps: { size: 'xs' },
    classNames: { radio: controls.checkbox, label: controls.choice, description: controls.choiceAbout },
  } satisfies Differs<typeof Radio>,
  SegmentedControl: {
    defaultProps: { size: 'sm', withItemsBorders: false, transitionDuration: MOTION_MS },
    classNames: { root: controls.segments, indicator: controls.segment },
  } satisfies Differs<typeof SegmentedControl>,
  Modal: {
    defaultProps: {
      centered: true,
      attributes: NO_BANNER,
      removeScrollProps: KEEP_SCROLLBAR,
      radius: 'lg',
      shadow: 'xl',
      overlayProps: { backgroundOpacity: 0.35 },
      transitionProps: { transition: 'fade', duration: MOTION_MS },
      closeButtonProps: { 'aria-label': 'Close' },
    },
    classNames: {
      content: controls.floating,
      header: controls.floatingHeader,
      title: controls.floatingTitle,
    },
  } satisfies Differs<typeof Modal>,
  Notification: {
    defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, radius: 'md' },
    classNames: { root: controls.floating, description: controls.notificationWords },
  } satisfies Differs<typeof Notification>,
  Drawer: {
    defaultProps: {
      attributes: NO_BANNER,
      removeScrollProps: KEEP_SCROLLBAR,
      overlayProps: { backgroundOpacity: 0.35 },
      transitionProps: { duration: MOTION_MS },
      closeButtonProps: { 'aria-label': 'Close' },
    },
    classNames: {
      content: `${controls.drawer} ${controls.drawerContent}`,
      header: controls.drawer,
      title: controls.floatingTitle,
    },
  } satisfies Differs<typeof Drawer>,
  Tooltip: { defaultProps: { openDelay: 300, withinPortal: true } } satisfies Differs<typeof Tooltip>,
};
