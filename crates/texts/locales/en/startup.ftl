### Self-test at start: the system's own dialogs, before there is a page

startup-webview-missing = There is no web view on this machine, so Yimen can't show its window. On Windows install the WebView2 runtime (the offline installer comes with Yimen: install Yimen again); on Linux install libwebkit2gtk-4.1. Your data is as it was.
startup-webview-old = The web view of this machine is too old ({ $found }); Yimen needs { $least } at least. Update the system or the WebView2 runtime and try again. Your data is as it was.
startup-page-late = The window has not appeared; the graphics driver may be broken. Yimen can open again with software rendering; to go back, remove the file “render” from the data folder. Your data is as it was.
startup-page-lost = The page was lost several times; the graphics driver may be broken. Yimen can open again with software rendering; to go back, remove the file “render” from the data folder. Your data is as it was, and what you typed is among the drafts.
startup-page-never = The window does not appear with software rendering either. Give this folder to whoever helps: { $logs }. Your data is as it was, and yimenctl works.
startup-reopen = 重新打开 Reopen
startup-wait = 再等等 Wait
