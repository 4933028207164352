export default defineAppConfig({
  pages: ['pages/home/index'],
  // The rules with their quotes are a third of all: home opens without them, and WeChat fetches them while it is read.
  subPackages: [{ root: 'pages/check', pages: ['index', 'result/index'] }],
  preloadRule: { 'pages/home/index': { network: 'all', packages: ['pages/check'] } },
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
