import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ECharts } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import type { Figure } from '../figure'

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

function option(figure: Figure) {
  const [ink, soft, line] = [token('--ink'), token('--ink-soft'), token('--line')]
  const names = { type: 'category' as const, data: figure.names, axisLabel: { color: soft, width: 150, overflow: 'truncate' as const }, axisTick: { show: false }, axisLine: { lineStyle: { color: line } } }
  const values = { type: 'value' as const, minInterval: figure.whole ? 1 : 0, axisLabel: { color: soft }, splitLine: { lineStyle: { color: line } } }
  return {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 250,
    textStyle: { fontFamily: token('--face') },
    grid: { left: 8, right: 24, top: figure.series.length > 1 ? 36 : 12, bottom: 8, containLabel: true },
    legend: { show: figure.series.length > 1, top: 0, left: 0, textStyle: { color: ink } },
    // Drawn, not HTML: the content policy allows no style in markup.
    tooltip: { trigger: 'axis' as const, renderMode: 'richText' as const, axisPointer: { type: 'shadow' as const }, backgroundColor: token('--surface'), borderColor: line, textStyle: { color: ink } },
    xAxis: figure.lying ? values : names,
    yAxis: figure.lying ? { ...names, inverse: true } : values,
    series: figure.series.map((s) => ({
      name: s.name,
      type: 'bar' as const,
      stack: figure.stacked ? 'all' : undefined,
      data: s.values,
      itemStyle: { color: token(s.colour) },
      barMaxWidth: 28,
    })),
  }
}

/** Draws a figure into a box, in the colours of the theme, and draws it anew when box, theme or figure change. */
export function draw(box: HTMLElement, figure: Figure): { set: (figure: Figure) => void; end: () => void } {
  const chart: ECharts = init(box, undefined, { renderer: 'canvas' })
  let shown = figure
  const paint = () => chart.setOption(option(shown), { notMerge: true })
  paint()
  const size = new ResizeObserver(() => chart.resize())
  size.observe(box)
  const theme = new MutationObserver(paint)
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'style'] })
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', paint)
  return {
    set(next) {
      shown = next
      paint()
    },
    end() {
      size.disconnect()
      theme.disconnect()
      dark.removeEventListener('change', paint)
      chart.dispose()
    },
  }
}
