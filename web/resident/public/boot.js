// Before the first paint: the size and the colours that were chosen on this device. Then: whether this browser can read
// the page at all. Written for browsers of ten years ago; those that cannot are given old.js instead of an empty page.
(function () {
  var root = document.documentElement;
  try {
    if (localStorage.getItem('linli.elder') === 'yes') root.setAttribute('data-elder', '');
    var theme = localStorage.getItem('linli.theme');
    if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
    var language = localStorage.getItem('linli.language');
    if (language) root.lang = language;
  } catch (_) {
    // A browser without storage shows the usual size.
  }
  var told = false;
  function tellOld() {
    if (told) return;
    told = true;
    var script = document.createElement('script');
    script.src = '/old.js';
    document.head.appendChild(script);
  }
  // iOS 14 and Chromium 86 have both; what is older reads modules, but not ours.
  var reads = typeof Promise === 'function' && typeof Promise.any === 'function' && 'replaceAll' in String.prototype;
  if (!reads) tellOld();
  // Code that could not be fetched or read leaves the page empty.
  window.addEventListener(
    'error',
    function () {
      var page = document.getElementById('page');
      if (page && !page.firstChild) tellOld();
    },
    true
  );
})();
