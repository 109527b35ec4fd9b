/* What a browser can add to pages that are whole without it: reading aloud in 长者模式, copying a text. */
(function () {
  "use strict";

  function button(label, before) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.className = "aside noprint";
    before.parentNode.insertBefore(made, before);
    return made;
  }

  /* Chinese paragraph by paragraph: some engines fall silent in the middle of a long text. */
  function pieces() {
    var found = document.querySelectorAll("main h1, main h2, main h3, main p, main li, main td, main dt, main dd, main label, main legend");
    var lines = [];
    found.forEach(function (part) {
      var hidden = part.closest(".xbd-strip, .noread, details:not([open])") || part.querySelector("p, li, td, label");
      var text = hidden ? "" : part.innerText.replace(/\s+/g, " ").trim();
      if (text) lines.push((part.dataset.label ? part.dataset.label + "：" : "") + text);
    });
    return lines;
  }

  function readAloud() {
    var engine = window.speechSynthesis, place = document.querySelector("main h1"), control = null;
    if (!document.body.classList.contains("elder") || !engine || !place) return;

    function voice() {
      return engine.getVoices().filter(function (one) { return /^zh/i.test(one.lang); })[0];
    }

    function stop() {
      engine.cancel();
      control.textContent = "朗读本页";
      control.setAttribute("aria-pressed", "false");
    }

    function start() {
      var lines = pieces();
      control.textContent = "停止朗读";
      control.setAttribute("aria-pressed", "true");
      lines.forEach(function (line, number) {
        var said = new SpeechSynthesisUtterance(line);
        said.lang = "zh-CN";
        said.voice = voice();
        said.rate = 0.9;
        if (number === lines.length - 1) said.onend = stop;
        engine.speak(said);
      });
    }

    function offer() {
      if (control || !voice()) return;
      control = button("朗读本页", place);
      control.addEventListener("click", function () {
        if (control.getAttribute("aria-pressed") === "true") stop(); else start();
      });
      stop();
      window.addEventListener("pagehide", stop);
    }

    offer();
    if (engine.addEventListener) engine.addEventListener("voiceschanged", offer);
  }

  function copying(link) {
    if (!navigator.clipboard || !window.fetch) return;
    var control = button("复制文字", link), told = document.createElement("span");
    told.setAttribute("role", "status");
    told.className = "soft";
    link.after(told);
    control.addEventListener("click", function () {
      fetch(link.href).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      }).then(function (text) { return navigator.clipboard.writeText(text); }).then(
        function () { told.textContent = "已复制，可以粘贴到微信里"; },
        function () { told.textContent = "没有复制成功，请打开“纯文字版”自己选取"; }
      );
    });
  }

  readAloud();
  document.querySelectorAll("a[data-copy]").forEach(copying);
}());
