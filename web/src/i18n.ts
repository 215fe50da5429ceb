import { createI18n } from 'vue-i18n'
import en from './locales/en/frame'
import frame from './locales/zh-CN/frame'

/** The languages of the frame. What a page says about a paper is Chinese. */
export type Language = 'zh-CN' | 'en'

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
  messages: { 'zh-CN': { frame } as Record<string, object>, en: { frame: en } as Record<string, object> },
})

const files = import.meta.glob<{ default: object }>(['./locales/zh-CN/*.ts', '!./locales/zh-CN/frame.ts'])
const loaded = new Set<string>(['frame'])

/** Loads the texts of pages; each file once. */
export async function loadTexts(words: string[]): Promise<void> {
  await Promise.all(
    words
      .filter((word) => !loaded.has(word))
      .map(async (word) => {
        const file = files[`./locales/zh-CN/${word}.ts`]
        if (!file) throw new Error(`no texts for ${word}`)
        i18n.global.mergeLocaleMessage('zh-CN', { [word]: (await file()).default })
        loaded.add(word)
      }),
  )
}

export function setLanguage(language: Language): void {
  i18n.global.locale.value = language
  document.documentElement.lang = language
}
