// Before the first paint: the size, the colours and the language that were chosen on this device. Then: whether this browser can read
// the page at all. Written for browsers of ten years ago; those that cannot are given old.js instead of an empty page.
(function () {
  var root = document.documentElement;
  try {
    if (localStorage.getItem('linli.elder') === 'yes') root.setAttribute('data-elder', '');
    var theme = localStorage.getItem('linli.theme');
    if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
    var language = localStorage.getItem('linli.language');
  } catch (_) {
    // A browser without storage shows the usual size.
  }
  // As the program chooses it: a first picture in the other language is not shown.
  root.lang = language || (/^zh/i.test(navigator.language || 'zh') ? 'zh-CN' : 'en');
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
  function isEmpty() {
    var page = document.getElementById('page');
    return Boolean(page) && !page.firstChild;
  }
  // The number for help, as the phone keeps it from the last time.
  function keptPhone() {
    try {
      var phone = String(JSON.parse(localStorage.getItem('linli.network')).helpPhone || '');
      return /^[0-9+ -]+$/.test(phone) ? phone : '';
    } catch (_) {
      return '';
    }
  }
  // By itself ten times at most: what fails with a network too is no matter of the network.
  function mayOpenAgain() {
    try {
      var times = Number(sessionStorage.getItem('linli.opened') || 0) + 1;
      sessionStorage.setItem('linli.opened', String(times));
      return times <= 10;
    } catch (_) {
      return false;
    }
  }
  function tellAway() {
    if (told) return;
    told = true;
    var phone = keptPhone();
    var page = document.getElementById('page');
    page.innerHTML =
      '<div id="away" role="alert" style="padding:24px;font-size:20px;line-height:1.6">' +
      '<p>没有打开，多半是没有连上网。连上了会自己打开。</p>' +
      '<p lang="en">This did not open; there may be no network. It opens by itself once there is one.</p>' +
      (phone ? '<p><a href="tel:' + phone + '" style="font-size:28px;color:inherit">' + phone + '</a></p>' : '') +
      '<p><button id="again" type="button" style="min-height:60px;padding:0 24px;font-size:20px">' +
      '再试一次 <span lang="en">Try again</span></button></p></div>';
    document.getElementById('again').onclick = look;
    var timer = mayOpenAgain() ? setInterval(look, 5000) : 0;
    // Opened anew only where somebody answers: without a network the browser's own page would stand here.
    function look() {
      if (!document.getElementById('away')) return clearInterval(timer);
      var request = new XMLHttpRequest();
      request.open('GET', '/api/v1/network');
      request.onload = function () {
        if (request.status === 200 && document.getElementById('away')) location.reload();
      };
      request.send();
    }
  }
  // Code that could not be read leaves the page empty, and so does code that did not come.
  window.addEventListener(
    'error',
    function (event) {
      if (!isEmpty()) return;
      var missing = event.target && event.target.tagName;
      if (event.error instanceof SyntaxError) tellOld();
      else if (!missing || missing === 'SCRIPT') tellAway();
    },
    true
  );
  window.addEventListener('unhandledrejection', function () {
    if (isEmpty()) tellAway();
  });
})();
