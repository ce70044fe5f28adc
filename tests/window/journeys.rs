//! What people come to do.

use crate::desk::Desk;

/// The window opens on a demonstration, says what it is, and lets one enter.
#[tokio::test]
async fn a_leader_enters() {
    let Some(desk) = Desk::open("enter").await else { return };
    desk.wait("body", "演示数据").await;
    desk.picture("door").await;
    desk.close().await;
}
