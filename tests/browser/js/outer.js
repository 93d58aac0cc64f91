// A widget that holds another, and hears of its changes.
export default {
  async render({ model, el, host }) {
    const child = model.get("child");
    const inner = await host.getWidget(child);
    const section = el.appendChild(document.createElement("section"));
    await inner.render({ el: section });
    const same = await model.widget_manager.get_model(child.slice("IPY_MODEL_".length));
    const label = el.appendChild(document.createElement("p"));
    same.on("change:count", () => {
      label.textContent = `seen ${same.get("count")}`;
    });
  },
};
