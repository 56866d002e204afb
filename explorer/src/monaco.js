// The editors in Beatgraph's colours; GraphiQL's stylesheet variables do not reach inside Monaco.
import 'graphiql/setup-workers/vite'
import { editor } from 'monaco-graphql/esm/monaco-editor.js'

export const editorTheme = { dark: 'beatgraph-dark', light: 'beatgraph-light' }

const palettes = {
  dark: { base: 'vs-dark', surface: '#1b1822', ink: '#d9d5e3', accent: '#ff7a4d', field: '#7cc7ff', type: '#c4b1ff', text: '#f2c66d', number: '#6fd8a8', note: '#857d96' },
  light: { base: 'vs', surface: '#ffffff', ink: '#39334a', accent: '#c43d0f', field: '#14609f', type: '#6a45c4', text: '#8a5600', number: '#0f7448', note: '#857d96' },
}

for (const [name, { base, surface, ink, accent, field, type, text, number, note }] of Object.entries(palettes)) {
  const colour = (token, foreground) => ({ token, foreground })
  editor.defineTheme(editorTheme[name], {
    base,
    inherit: true,
    rules: [
      colour('keyword', accent),
      colour('identifier', field),
      colour('key.identifier', field),
      colour('type.identifier', type),
      colour('argument.identifier', type),
      colour('string', text),
      colour('string.value.json', text),
      colour('string.key.json', field),
      colour('number', number),
      colour('keyword.json', number),
      colour('comment', note),
    ],
    colors: {
      'editor.background': '#ffffff00',
      'editor.foreground': ink,
      'editorLineNumber.foreground': `${note}99`,
      'editorLineNumber.activeForeground': ink,
      'editor.selectionBackground': `${type}40`,
      'editor.lineHighlightBorder': '#ffffff00',
      'editorWidget.background': surface,
      'editorHoverWidget.background': surface,
      'editorSuggestWidget.background': surface,
      'editorSuggestWidget.selectedBackground': `${accent}22`,
      'editorSuggestWidget.selectedForeground': ink,
      'editorSuggestWidget.highlightForeground': accent,
      'list.hoverBackground': `${accent}14`,
      'list.highlightForeground': accent,
      'menu.background': surface,
      'menu.selectionBackground': `${accent}22`,
      'menu.selectionForeground': ink,
      'quickInput.background': surface,
      'input.background': `${note}1a`,
      'scrollbar.shadow': '#ffffff00',
      'textLink.foreground': accent,
      'textLink.activeForeground': accent,
      focusBorder: accent,
    },
  })
}
