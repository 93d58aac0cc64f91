// A table with a row for each name.
import { html, setText } from "./dom.js";

export class Table {
  /**
   * @param {string} title
   * @param {string[]} heads
   */
  constructor(title, heads) {
    const head = html("tr", {}, ...heads.map((text) => html("th", {}, text)));
    this.body = html("tbody");
    const table = html("table", {}, html("thead", {}, head), this.body);
    const attributes = { class: "bp-scroll", tabindex: "0", role: "group", "aria-label": title };
    this.element = html("div", attributes, table);
    this.names = "";
  }

  /**
   * Only cells that change are written again.
   * @param {string[]} names
   * @param {(name: string, row: number) => Node[]} cells what each row begins with, which stays
   * @param {string[][]} columns the texts of the other columns
   */
  show(names, cells, columns) {
    if (this.names !== names.join()) {
      this.names = names.join();
      this.body.replaceChildren(...names.map((name, row) => {
        const fixed = cells(name, row).map((node) => html("td", {}, node));
        return html("tr", {}, ...fixed, ...columns.map(() => html("td")));
      }));
    }
    [...this.body.rows].forEach((row, k) => {
      const first = row.cells.length - columns.length;
      columns.forEach((texts, column) => setText(row.cells[first + column], texts[k]));
    });
  }
}
