import { ref, watchEffect } from 'vue'
import { api, unwrap, withKey, newKey } from '@/api'
import { setLanguage, type Language } from '@/i18n'

export type Theme = 'auto' | 'light' | 'dark'

interface Look {
  theme: Theme
  /** Percent of the browser's own text size, 100 to 200. */
  scale: number
  language: Language
}

const key = 'renda.look'

function kept(): Look {
  const look: Look = { theme: 'auto', scale: 100, language: 'zh-CN' }
  try {
    return mend({ ...look, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Look>) })
  } catch {
    return look
  }
}

function mend(look: Look): Look {
  return {
    theme: ['light', 'dark'].includes(look.theme) ? look.theme : 'auto',
    scale: Math.min(200, Math.max(100, Number(look.scale) || 100)),
    language: look.language === 'en' ? 'en' : 'zh-CN',
  }
}

const look = ref<Look>(kept())

watchEffect(() => {
  const root = document.documentElement
  if (look.value.theme === 'auto') delete root.dataset.theme
  else root.dataset.theme = look.value.theme
  root.style.fontSize = look.value.scale === 100 ? '' : `${look.value.scale}%`
  setLanguage(look.value.language)
  try {
    localStorage.setItem(key, JSON.stringify(look.value))
  } catch {
    // a browser that keeps nothing shows the person's look after each sign-in
  }
})

/** How the person wants it to look: kept with the person, and on this device for the next start. */
export function useLook() {
  return {
    look,
    async load(): Promise<void> {
      const all = await readPreferences()
      if (all.look) look.value = mend({ ...look.value, ...(all.look as Partial<Look>) })
    },
    async change(part: Partial<Look>): Promise<void> {
      look.value = mend({ ...look.value, ...part })
      await keepPreference('look', look.value)
    },
  }
}

/** All that is kept for the person, by key. What another version wrote may have another shape: check it. */
export async function readPreferences(): Promise<Record<string, unknown>> {
  return (await unwrap(api.GET('/api/v1/preferences'))).items as Record<string, unknown>
}

/** Keeps a value for the person under a key. */
export async function keepPreference(name: string, value: unknown): Promise<void> {
  await unwrap(api.PUT('/api/v1/preferences/{key}', { params: { path: { key: name } }, body: { value }, ...withKey(newKey()) }))
}
