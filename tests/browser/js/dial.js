// A widget that sets the parameters of an explorer, and shows what it hears of them.
export default {
  async render({ model, el, host }) {
    const explorer = await host.getModel(model.get("explorer"));
    const button = document.createElement("button");
    const heard = document.createElement("p");
    button.textContent = "set w5";
    button.onclick = () => {
      explorer.set("theta", Array.from(explorer.get("theta")).with(5, 0.75));
      explorer.save_changes();
    };
    explorer.on("change:theta", () => {
      heard.textContent = `heard ${explorer.get("theta")[5]}`;
    });
    el.append(button, heard);
  },
};
