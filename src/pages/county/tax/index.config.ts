export default definePageConfig({ navigationBarTitleText: '税务文件对账' })
