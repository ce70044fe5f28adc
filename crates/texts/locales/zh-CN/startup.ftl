### 启动自检：系统自带的对话框，界面还没有出来

startup-webview-missing = 本机没有可用的网页组件，一门无法显示界面。Windows请安装WebView2运行时（离线安装包已随安装程序提供，重新安装一门即可）；统信UOS、麒麟等Linux请安装libwebkit2gtk-4.1。数据不受影响。
# $found (String)
# $least (String)
startup-webview-old = 本机的网页组件版本太旧（{ $found }），一门至少需要{ $least }。请更新系统或WebView2运行时后再打开。数据不受影响。
startup-page-late = 窗口未能及时显示，可能是显卡驱动的问题。可以改用软件渲染重新打开；以后要改回来，删除数据文件夹中的render文件即可。数据不受影响。
startup-page-lost = 界面反复中断，可能是显卡驱动的问题。可以改用软件渲染重新打开；以后要改回来，删除数据文件夹中的render文件即可。数据不受影响，填写中的内容在草稿里。
# $logs (String)
startup-page-never = 用软件渲染仍不能显示界面。请把日志文件夹交给技术人员：{ $logs }。数据不受影响，也可以用yimenctl办理。
startup-reopen = 重新打开 Reopen
startup-wait = 继续等待 Wait
