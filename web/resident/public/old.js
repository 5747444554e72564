// For browsers that cannot read the page: a word and the phone, instead of nothing.
(function () {
  function show(phone) {
    var page = document.getElementById('page');
    if (!page) return;
    page.innerHTML =
      '<div style="padding:24px;font-size:20px;line-height:1.6">' +
      '<p>这台手机的浏览器打不开这个网页，可能是太旧了。要帮忙，打个电话就行。</p>' +
      '<p lang="en">This phone’s browser cannot open this page; it may be too old. If you need help, just call.</p>' +
      (phone ? '<p><a href="tel:' + phone + '" style="font-size:28px;color:#b93d12">' + phone + '</a></p>' : '') +
      '<p><a href="/site/" style="color:#b93d12">能帮什么，哪里有人 What we do, and where</a></p></div>';
  }
  show('');
  var request = new XMLHttpRequest();
  request.open('GET', '/api/v1/network');
  request.onload = function () {
    try {
      var phone = String(JSON.parse(request.responseText).helpPhone || '');
      if (/^[0-9+ -]+$/.test(phone)) show(phone);
    } catch (_) {
      // Without an answer the word alone stands.
    }
  };
  request.send();
})();
