/** There, the Alt key writes letters, and ⌘ is for shortcuts. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
