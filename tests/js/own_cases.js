/**
 * The texts that an explorer gives to take away, and what the form says of names, for
 * test_own_example.py: reads `{ formulas, cases }` as JSON from the standard input, and writes one
 * answer a case.
 */
import { readLink } from "../../lib/backprop/widgets/js/model/link.js";
import { draftOf } from "../../lib/backprop/widgets/js/model/own.js";
import { readDraft } from "../../lib/backprop/widgets/js/model/own-reading.js";
import { withName } from "../../lib/backprop/widgets/js/model/own-edits.js";
import { notebookText, pythonText } from "../../lib/backprop/widgets/js/model/python.js";
import { State } from "../../lib/backprop/widgets/js/model/state.js";
import { torchText } from "../../lib/backprop/widgets/js/model/torch.js";
import { FakeClock } from "./fakes.js";

/**
 * @param {any} formulas
 * @param {any} asked
 */
function answer(formulas, { spec, method, names, link }) {
  const state = new State(spec, formulas, new FakeClock());
  if (link) {
    readLink(link.split("?")[1], state);
    return { example: state.example, theta: [...state.theta], optimizer: state.optimizer };
  }
  if (names) {
    const draft = draftOf(spec);
    return names.map((/** @type {string} */ name) => {
      const { problems } = readDraft(withName(draft, "1.1.1", name), formulas);
      return problems.get("name.1.1.1") ?? "";
    });
  }
  state.put(method);
  return { python: pythonText(state), notebook: notebookText(state), torch: torchText(state) };
}

const { formulas, cases } = await new Response(Deno.stdin.readable).json();
const answers = cases.map((/** @type {any} */ each) => answer(formulas, each));
await new Blob([JSON.stringify(answers)]).stream().pipeTo(Deno.stdout.writable);
