// A text to take away: it goes to the clipboard, and is shown for those who copy it by hand.
import { html, setAttribute } from "../drawing/dom.js";

export class CopiedText {
  constructor() {
    this.text = html("textarea", { readonly: true, rows: 6, hidden: true });
    this.note = html("span", { class: "bp-count" });
  }

  /**
   * @param {string} label what the text is
   * @param {string} text
   */
  async copy(label, text) {
    this.text.value = text;
    this.text.hidden = false;
    setAttribute(this.text, "aria-label", label);
    this.text.select();
    try {
      await navigator.clipboard.writeText(text);
      this.note.textContent = "copied";
    } catch { // where the page may not, or no clipboard is there
      this.note.textContent = "press Ctrl+C to copy";
    }
  }
}
