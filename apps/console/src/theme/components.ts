import {
  Button,
  Checkbox,
  Drawer,
  Input,
  InputWrapper,
  Menu,
  Modal,
  Notification,
  NumberInput,
  PasswordInput,
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
  type MantineThemeComponents,
} from '@mantine/core';

import controls from './controls.module.css';

const MOTION_MS = 140;
// The page keeps its scrollbar under a dialog, so nothing has to make up for its width.
const KEEP_SCROLLBAR = { removeScrollBar: false };
// The head of a dialog is no banner of the page, which `header` would make it, and there is one more for each dialog.
const NO_BANNER = { header: { role: 'presentation' } };

/** How Mantine's parts differ here from how they come. */
export const components: MantineThemeComponents = {
  Button: Button.extend({
    defaultProps: { size: 'sm' },
    classNames: { root: controls.button },
    vars: (_theme, props) => ({
      root:
        props.size === 'sm'
          ? { '--button-height': '32px', '--button-padding-x': '12px', '--button-fz': '13.5px' }
          : {},
    }),
  }),
  Input: Input.extend({ classNames: { input: controls.input } }),
  InputWrapper: InputWrapper.extend({
    defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] },
    classNames: { label: controls.label, description: controls.description, error: controls.error },
  }),
  TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
  Textarea: Textarea.extend({ defaultProps: { size: 'sm' } }),
  NumberInput: NumberInput.extend({ defaultProps: { size: 'sm' } }),
  PasswordInput: PasswordInput.extend({ defaultProps: { size: 'sm' } }),
  Select: Select.extend({ defaultProps: { size: 'sm', comboboxProps: { shadow: 'md' } } }),
  Skeleton: Skeleton.extend({ defaultProps: { radius: 'sm' }, classNames: { root: controls.skeleton } }),
  Table: Table.extend({
    defaultProps: { verticalSpacing: 0, horizontalSpacing: 0, withRowBorders: false },
    classNames: { thead: controls.thead },
  }),
  Tabs: Tabs.extend({ classNames: { tab: controls.tab, list: controls.tabList } }),
  Menu: Menu.extend({
    defaultProps: {
      shadow: 'md',
      transitionProps: { transition: 'fade', duration: MOTION_MS },
      // Its element is no menu item, which `role="menu"` does not allow among its children.
      withInitialFocusPlaceholder: false,
      // Inside a landmark, so that people who move by landmarks find what they opened.
      portalProps: { target: '#main' },
    },
    classNames: { item: controls.menuItem, dropdown: controls.floating },
  }),
  Popover: Popover.extend({
    defaultProps: {
      shadow: 'md',
      transitionProps: { transition: 'fade', duration: MOTION_MS },
      portalProps: { target: '#main' },
    },
    classNames: { dropdown: controls.floating },
  }),
  Checkbox: Checkbox.extend({ defaultProps: { radius: 'xs' }, classNames: { input: controls.checkbox } }),
  Radio: Radio.extend({ classNames: { radio: controls.checkbox } }),
  SegmentedControl: SegmentedControl.extend({
    defaultProps: { size: 'sm', withItemsBorders: false, transitionDuration: MOTION_MS },
    classNames: { root: controls.segments, indicator: controls.segment },
  }),
  Modal: Modal.extend({
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
  }),
  Notification: Notification.extend({
    defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, radius: 'md' },
    classNames: { root: controls.floating, description: controls.notificationWords },
  }),
  Drawer: Drawer.extend({
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
  }),
  Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withinPortal: true } }),
};
