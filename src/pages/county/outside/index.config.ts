export default definePageConfig({ navigationBarTitleText: '外面缴的补记' })
