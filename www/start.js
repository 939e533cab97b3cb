// Starts the page's program, and says so plainly when this browser cannot run it. Written so that
// even a browser too old for the page can read it.
// Trunk writes the addresses into <meta name="beian-program">; see Trunk.toml.
(function () {
  'use strict';

  var unsupported =
    location.protocol === 'file:'
      ? '浏览器不允许从本地文件直接运行本页。请把整个文件夹放到任意静态网站上，再用网址打开。'
      : '浏览器版本过低或设置受限，无法运行本页。请使用 Chromium 内核 100 版以上的浏览器、Firefox 102 版以上或 Safari 16 版以上。';

  function refuse(error) {
    console.error(error);
    var place = document.getElementById('starting') || document.body.appendChild(document.createElement('p'));
    place.setAttribute('role', 'alert');
    place.textContent = unsupported;
  }

  function meta(name) {
    return document.querySelector('meta[name="' + name + '"]');
  }

  async function start() {
    var program = meta('beian-program').dataset;
    var module = await import(new URL(program.script, document.baseURI).href);
    await module.default({ module_or_path: new URL(program.wasm, document.baseURI) });
  }

  // The page works the same without a service worker (http on an intranet has none); with one it
  // also works when the network is cut. It comes last, so as not to delay the page itself.
  async function workOffline() {
    if (!('serviceWorker' in navigator) || location.protocol === 'file:') return;
    await navigator.serviceWorker.register('service-worker.js');
    var registration = await navigator.serviceWorker.ready;
    registration.active.postMessage({ opened: meta('beian-version').content });
  }

  function addLaterStyles() {
    document.querySelectorAll('link.later').forEach(function (link) {
      link.disabled = false;
    });
  }

  function afterLoad() {
    addLaterStyles();
    workOffline().catch(function (error) {
      console.warn(error);
    });
  }

  start().catch(refuse);
  if (document.readyState === 'complete') afterLoad();
  else addEventListener('load', afterLoad);
})();
