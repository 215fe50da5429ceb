import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { i18n } from './i18n'
import { router } from './router'
import App from './shell/App.vue'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/controls.css'

createApp(App).use(createPinia()).use(i18n).use(router).mount('#app')
