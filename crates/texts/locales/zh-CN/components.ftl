### 组件页

nav-components = 组件
components-lead = 界面的全部部件和状态，供开发和测试查看。
