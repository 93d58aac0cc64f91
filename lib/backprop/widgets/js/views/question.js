// A question: predict first, then check, then reveal. What was answered is kept in the page only.
import { button, html, number } from "../drawing/dom.js";

// Text with `code`, **strong** and *emphasis*.
function inline(text) {
  const tags = { "`": "code", "**": "strong", "*": "em" };
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*)/).map((part) => {
    const [mark] = part.match(/^(`|\*\*|\*)(?=.*\1$)/) ?? [];
    return mark && part.length > 2 ? html(tags[mark], {}, part.slice(mark.length, -mark.length)) : part;
  });
}

function render({ model, el }) {
  const { prompt, answer, tolerance, choices, feedback, hint, solution } = model.get("spec");
  const near = (value, other) => Math.abs(value - other) <= tolerance;
  const box = html("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-label": "your answer" });
  const group = `choice-${Math.random()}`;
  const radios = (choices ?? []).map((value) => html("input", { type: "radio", name: group, value }));
  const status = html("div", { role: "status", class: "bp-feedback" }), more = html("div", { class: "bp-more" });
  const given = () => {
    if (choices) return radios.find(({ checked }) => checked)?.value;
    const [over, under = 1, ...more] = box.value.replaceAll("\u2212", "-").replaceAll(",", ".").split("/").map((part) => Number(part.trim() || NaN));
    return Number.isFinite(over / under) && !more.length ? over / under : undefined;
  };
  function say(kind, text) { status.dataset.kind = kind; status.replaceChildren(...inline(text)); }
  function check(event) {
    event.preventDefault();
    const value = given();
    if (value === undefined) return say("ask", choices ? "Choose one first." : "Type a number first, such as 0.25.");
    const right = choices ? value === answer : near(value, answer);
    const rounded = !choices && !right && Number(answer.toPrecision(`${value}`.match(/[1-9][\d.]*|$/)[0].replace(".", "").length || 1)) === value;
    const known = feedback.find(([about]) => (choices ? about === value : near(value, about)))?.[1] ?? (rounded ? "Give more digits." : "");
    say(right ? "right" : "wrong", `${right ? "Right." : "Not yet."} ${known}`.trim());
    reveal.disabled = false;
  }
  const reveal = button("Reveal", () => {
    const digits = [6, 9, 12].find((count) => near(Number(answer).toPrecision(count), answer)) ?? 17; // enough to be right
    say("answer", `Answer: ${choices ? answer : number(answer, digits)}`);
    more.replaceChildren(...(solution ? [html("p", {}, ...inline(solution))] : []));
  }, { disabled: true });
  const help = button("Hint", () => more.replaceChildren(html("p", {}, ...inline(hint))));
  const answers = choices ? radios.map((radio, k) => html("label", {}, radio, html("span", {}, ...inline(choices[k])))) : [box];
  el.append(html("form", { class: "bp-question", submit: check, input: () => say("", ""), novalidate: true },
    html("fieldset", {}, html("legend", {}, ...inline(prompt)), html("div", { class: "bp-answers" }, ...answers)),
    html("div", { class: "bp-actions" }, html("button", { type: "submit", class: "bp-primary" }, "Check"),
      ...(hint ? [help] : []), reveal), status, more));
}

export default { render };
