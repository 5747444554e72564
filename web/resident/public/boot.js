// Before the first paint: the size and the colours that were chosen on this device.
(() => {
  try {
    if (localStorage.getItem('linli.elder') === 'yes') document.documentElement.setAttribute('data-elder', '');
    const theme = localStorage.getItem('linli.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.setAttribute('data-theme', theme);
    const language = localStorage.getItem('linli.language');
    if (language) document.documentElement.lang = language;
  } catch {
    // A browser without storage shows the usual size.
  }
})();
