/* Wagtail's rich text has no name for a reader of screens: it is given that of its field, or of its block. */
(() => {
  const LABELS = "label, .w-field__label, .w-panel__heading, .c-sf-block__type";
  const name = (one) => {
    for (let at = one.parentElement; at && at !== document.body; at = at.parentElement) {
      const label = at.querySelector(LABELS);
      if (label && label.textContent.trim()) return label.textContent.trim();
    }
    return "正文";
  };
  const give = () =>
    document.querySelectorAll(".public-DraftEditor-content[role=textbox]:not([aria-label])").forEach((one) => {
      one.setAttribute("aria-label", name(one));
    });
  document.addEventListener("DOMContentLoaded", () => {
    give();
    new MutationObserver(give).observe(document.body, { childList: true, subtree: true });
  });
})();
