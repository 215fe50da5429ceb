// Runs before the first paint, so that a dark page does not flash light and large text does not jump.
try {
  const kept = JSON.parse(localStorage.getItem('renda.look') || '{}')
  if (kept.theme === 'dark' || kept.theme === 'light') document.documentElement.dataset.theme = kept.theme
  if (kept.scale >= 100 && kept.scale <= 200) document.documentElement.style.fontSize = kept.scale + '%'
} catch {
  // a browser that keeps nothing shows the default
}
