export default defineAppConfig({
  pages: ['pages/home/index', 'pages/check/index', 'pages/result/index'],
  lazyCodeLoading: 'requiredComponents',
  darkmode: true,
  themeLocation: 'theme.json',
  window: {
    navigationBarTitleText: '参保通',
    navigationBarBackgroundColor: '@barBackground',
    navigationBarTextStyle: '@barText',
    backgroundColor: '@pageBackground',
    backgroundTextStyle: '@pullText',
  },
})
