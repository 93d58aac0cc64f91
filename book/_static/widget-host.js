// The page host: reads the widget state that the build embeds in a page and mounts every view, as
// Jupyter would, with no kernel, server or network. A widget that is no anywidget shows its
// anywidget children, if it has any, and else nothing.
(() => {
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const scripts = (
    mime,
  ) => [...document.querySelectorAll(`script[type="application/vnd.jupyter.${mime}+json"]`)];
  const read = (script) => JSON.parse(script.textContent);

  function makeModel({ state, buffers = [] }, get_model) {
    const values = structuredClone(state);
    for (const { path, data } of buffers) {
      const parent = path.slice(0, -1).reduce((value, key) => value[key], values);
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      parent[path.at(-1)] = new DataView(bytes.buffer);
    }
    let listeners = [];
    const emit = (name, ...details) => {
      for (const listener of listeners) if (listener.name === name) listener.callback(...details);
    };
    const model = {
      get: (key) => values[key],
      set(key, value) {
        const given = typeof key === "object" ? key : { [key]: value };
        const changed = Object.keys(given).filter((name) => values[name] !== given[name]);
        Object.assign(values, given);
        for (const name of changed) emit(`change:${name}`, model, values[name]);
        if (changed.length) emit("change", model);
      },
      save_changes() {},
      send() {},
      on(names, callback) {
        listeners = [...listeners, ...names.split(/\s+/).map((name) => ({ name, callback }))];
      },
      off(name, callback) {
        listeners = listeners.filter((listener) =>
          (name && listener.name !== name) || (callback && listener.callback !== callback)
        );
      },
      widget_manager: { get_model },
    };
    return model;
  }

  const states = {}, widgets = new Map(), styles = new Set();
  const { signal } = new AbortController();
  const experimental = {
    invoke: async () => {
      throw new Error("This page has no kernel.");
    },
  };
  const host = { getModel: async (id) => find(id).model, getWidget: async (id) => find(id) };

  function find(reference) {
    const id = reference.replace(/^(IPY_MODEL_|anywidget:)/, "");
    if (!states[id]) throw new Error(`this page holds no widget "${id}"`);
    if (!widgets.has(id)) widgets.set(id, makeWidget(states[id]));
    return widgets.get(id);
  }
  function makeWidget(entry) {
    const model = makeModel(entry, host.getModel);
    const definition = load(model);
    definition.catch(() => {}); // Said where the widget is shown.
    const render = async (view) =>
      (await definition).render?.({ model, signal, host, experimental, ...view });
    return { model, render };
  }
  async function load(model) {
    if (!model.get("_esm")) return { render: renderChildren };
    const css = model.get("_css");
    if (css && !styles.has(css)) document.head.append(make("style", { textContent: css }));
    styles.add(css);
    const url = URL.createObjectURL(new Blob([model.get("_esm")], { type: "text/javascript" }));
    const { default: exported } = await import(url).finally(() => URL.revokeObjectURL(url));
    const widget = typeof exported === "function" ? await exported() : exported;
    await widget.initialize?.({ model, signal, experimental });
    return widget;
  }
  const renderChildren = ({ model, el }) =>
    Promise.all((model.get("children") ?? []).map((child) => mount(child, (it) => el.append(it))));

  async function mount(reference, place) {
    const el = make("div", { className: "bp-widget-host" });
    place(el);
    try {
      await find(reference).render({ el });
      if (!el.hasChildNodes()) el.remove();
    } catch (error) {
      const textContent = `This widget could not start: ${error.message}`;
      el.replaceChildren(make("p", { className: "bp-widget-error", textContent }));
    }
  }
  // The build writes the code that several widgets run once: the others name the one that has it.
  function takeSharedCode(values) {
    for (const name of ["_esm", "_css"]) {
      const model = values?.[name]?.same_as;
      if (model) values[name] = states[model].state[name];
    }
  }
  // Modules load at once, while the page is still being read.
  function add(script) {
    const { state } = read(script);
    Object.assign(states, state);
    for (const widget of Object.values(state)) takeSharedCode(widget.state);
    for (const id of Object.keys(state).filter((id) => state[id].state._esm)) {
      try {
        find(id);
      } catch { /* said where it is shown */ }
    }
  }

  const early = scripts("widget-state");
  async function start() {
    scripts("widget-state").filter((script) => !early.includes(script)).forEach(add);
    await Promise.all(
      scripts("widget-view").map((script) =>
        mount(read(script).model_id, (el) => script.after(el))
      ),
    );
  }
  early.forEach(add);
  // As soon as the page is read, before the scripts that it defers: they are long.
  window.widgetsReady = new Promise((resolve) => {
    if (document.readyState !== "loading") resolve();
    else document.addEventListener("readystatechange", resolve, { once: true });
  }).then(start);
})();
