// The page host: reads the widget state that the build embeds in a page and mounts every view, as
// Jupyter would, with no kernel, server or network. A widget that is no anywidget shows its
// anywidget children, if it has any, and else nothing.
(() => {
  const MOST_PATIENCE = 10_000; // ms
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const scripts = (
    mime,
  ) => [...document.querySelectorAll(`script[type="application/vnd.jupyter.${mime}+json"]`)];
  const read = (script) => JSON.parse(script.textContent);

  function ownValue(value, key) {
    if (!Object.hasOwn(value, key)) throw new Error("a buffer has no place in the state");
    return value[key];
  }
  function makeModel({ state, buffers = [] }, get_model) {
    const values = structuredClone(state);
    for (const { path, data } of buffers) {
      if (path.includes("__proto__")) throw new Error("a buffer has no place in the state");
      const parent = path.slice(0, -1).reduce(ownValue, values);
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

  const states = new Map(), widgets = new Map(), styles = new Set();
  const shown = new WeakMap(); // which widget an element shows
  const { signal } = new AbortController();
  const experimental = {
    invoke: async () => {
      throw new Error("This page has no kernel.");
    },
  };
  const host = { getModel: async (id) => find(id).model, getWidget: async (id) => find(id) };

  function find(reference) {
    const id = String(reference).replace(/^(IPY_MODEL_|anywidget:)/, "");
    if (!states.has(id)) throw new Error(`this page holds no widget "${id}"`);
    if (!widgets.has(id)) widgets.set(id, makeWidget(states.get(id)));
    return widgets.get(id);
  }
  function makeWidget(entry) {
    const model = makeModel(entry, host.getModel);
    const definition = load(model);
    definition.catch(() => {}); // Said where the widget is shown.
    const render = async (view) => {
      refuseCircle(model, view.el);
      return (await definition).render?.({ model, signal, host, experimental, ...view });
    };
    return { model, render };
  }
  // A widget that holds itself would be shown without end.
  function refuseCircle(model, el) {
    for (let node = el.parentElement; node; node = node.parentElement) {
      if (shown.get(node) === model) throw new Error("it holds itself");
    }
    shown.set(el, model);
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
    Promise.all(
      (model.get("children") ?? []).map((child) => mount(() => child, (it) => el.append(it))),
    );

  async function mount(readReference, place) {
    const el = make("div", { className: "bp-widget-host" });
    place(el);
    try {
      await find(readReference()).render({ el });
      if (!el.hasChildNodes()) el.remove();
    } catch (error) {
      const textContent = `This widget could not start: ${error?.message ?? error}`;
      el.replaceChildren(make("p", { className: "bp-widget-error", textContent }));
    }
  }
  // The build writes the code that several widgets run once: the others name the one that has it.
  function takeSharedCode(values) {
    for (const name of ["_esm", "_css"]) {
      const model = values?.[name]?.same_as;
      if (model) values[name] = states.get(model)?.state[name];
    }
  }
  // Modules load at once, while the page is still being read.
  function add(script) {
    const added = Object.entries(stateIn(script)).filter(([, entry]) => entry?.state);
    for (const [id, entry] of added) states.set(id, entry);
    for (const [, entry] of added) takeSharedCode(entry.state);
    for (const [id] of added.filter(([, entry]) => entry.state._esm)) {
      try {
        find(id);
      } catch { /* said where it is shown */ }
    }
  }
  function stateIn(script) {
    try {
      return read(script).state ?? {};
    } catch {
      return {}; // each view says that it misses its widget
    }
  }

  // The rest of the page waits for its widgets, but not without end.
  const patience = () => new Promise((resolve) => setTimeout(resolve, MOST_PATIENCE));

  const early = scripts("widget-state");
  async function start() {
    scripts("widget-state").filter((script) => !early.includes(script)).forEach(add);
    const mounted = scripts("widget-view").map((script) =>
      mount(() => read(script).model_id, (el) => script.after(el))
    );
    await Promise.race([Promise.all(mounted), patience()]);
  }
  early.forEach(add);
  // As soon as the page is read, before the scripts that it defers: they are long.
  window.widgetsReady = new Promise((resolve) => {
    if (document.readyState !== "loading") resolve();
    else document.addEventListener("readystatechange", resolve, { once: true });
  }).then(start);
})();
