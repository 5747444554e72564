// Engines that know no modules are told so, instead of an empty page.
document.getElementById('page').innerHTML =
  '<p style="padding:24px;font-size:20px;line-height:1.6">这台手机的浏览器太旧了，打不开这个网页。要帮忙，请打社区的电话。<br><br>This browser is too old for this page. If you need help, please call your community.</p>';
