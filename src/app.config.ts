export default defineAppConfig({
  pages: ['pages/home/index'],
  // The rules with their quotes are a third of all: home opens without them, and WeChat fetches them while it is read.
  subPackages: [
    { root: 'pages/check', pages: ['index', 'result/index'] },
    { root: 'pages/family', pages: ['index', 'course/index', 'tell/index', 'inbox/index', 'bind/index', 'relative/index', 'links/index', 'data/index'] },
    { root: 'pages/pay', pages: ['index', 'confirm/index', 'channel/index', 'stranger/index', 'order/index', 'records/index', 'receipt/index', 'verify/index', 'refund/index'] },
    { root: 'pages/village', pages: ['index', 'households/index', 'household/index', 'collect/index', 'unsent/index', 'deposit/index', 'close/index', 'duties/index', 'postings/index', 'posting/index', 'receipts/index', 'calls/index'] },
    { root: 'pages/county', pages: ['index', 'township/index', 'money/index', 'targets/index', 'rosters/index', 'roster/index', 'tax/index', 'refunds/index', 'oddities/index', 'outside/index', 'quality/index', 'people/index', 'audit/index', 'accept/index'] },
  ],
  preloadRule: { 'pages/home/index': { network: 'all', packages: ['pages/check', 'pages/family', 'pages/pay'] } },
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
