// Sets the colour scheme before the first paint, so that a dark console never flashes white.
// A file of its own because the content security policy allows no inline script; the number in its name
// changes with its content, since /assets is cached for good.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value');
  } catch (_) {
    // Storage is off: follow the system.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  // The style sheet has the colours of each scheme: a style here would outlast a change of the scheme.
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
