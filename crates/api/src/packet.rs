//! 离线包: what goes out on a laptop and comes back. See docs/decisions/0037.

use crate::inspection::VisitRow;
use crate::session::{DatabaseKind, State};
use crate::{ApiError, InFile, OutFile, operation, wire};
use domain::account::AccountId;
use domain::inspection::finding::FindingFields;
use domain::inspection::plan::VisitId;
use domain::inspection::visit::{Filled, PartyFields};
use domain::packet::OpState;
use domain::time::Instant;
use jiff::civil::Date;

wire! {
    /// 登记申请: on an installation that is not set up, what it says of itself to the office.
    pub struct MakeRequest {
        /// What it is called.
        pub name: String,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(MakeRequest => Requested, "packet.request.make", Anyone, Write);

wire! {
    /// A request was written.
    pub struct Requested {
        /// 核对码, to be compared in the office by eye.
        pub fingerprint: String,
    }
}

wire! {
    /// Looks at a request before it is granted.
    pub struct PreviewRequest {
        /// The request.
        pub file: InFile,
    }
}
operation!(PreviewRequest => RequestShown, "packet.request.preview", Backup, Read);

wire! {
    /// A request.
    pub struct RequestShown {
        /// What the laptop is called.
        pub name: String,
        /// 核对码: compared with what the laptop shows.
        pub fingerprint: String,
        /// It is enrolled already: as which.
        #[serde(default)]
        pub known: Option<DeviceRow>,
    }
}

wire! {
    /// 登记外出设备: grants a request to the laptop of a person. One that is known is enrolled anew.
    pub struct EnrolDevice {
        /// The request.
        pub file: InFile,
        /// 核对码 that was compared: a file that says another one is refused.
        pub fingerprint: String,
        /// Who takes it along. One that is known stays with whom it is.
        pub account: AccountId,
        /// Where the grant is written to.
        pub out: OutFile,
    }
}
operation!(EnrolDevice => DeviceRow, "packet.device.enrol", Backup, Write);

wire! {
    /// 外出设备: for whoever enrols them, and for whoever makes packets.
    pub struct ListDevices {}
}
operation!(ListDevices => Devices, "packet.device.list", SignedIn, Read);

wire! {
    /// Laptops that are or were enrolled.
    pub struct Devices {
        /// In the order in which they were.
        pub devices: Vec<DeviceRow>,
        /// The caller enrols and revokes.
        pub may_enrol: bool,
        /// The caller makes packets and takes them back.
        pub may_pack: bool,
    }
}

wire! {
    /// A laptop.
    #[derive(Eq)]
    pub struct DeviceRow {
        /// Which.
        pub id: i64,
        /// 名称
        pub name: String,
        /// 核对码
        pub fingerprint: String,
        /// 使用人
        pub account: AccountId,
        /// By name.
        pub person: String,
        /// Who enrolled it.
        pub enrolled_by: String,
        /// When.
        pub enrolled_at: Instant,
        /// When it was revoked.
        #[serde(default)]
        pub revoked_at: Option<Instant>,
        /// Who revoked it.
        #[serde(default)]
        pub revoked_by: String,
        /// Why.
        #[serde(default)]
        pub reason: String,
        /// What it made before it was revoked is still taken.
        #[serde(default)]
        pub late: bool,
        /// 外出包 that it was given.
        pub given: i64,
        /// Operations that it brought back and about which something is to be decided.
        pub open: i64,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// 停用 a laptop: nothing that it makes afterwards is taken. Said again of one that is revoked, it decides anew about what was made before.
    pub struct RevokeDevice {
        /// Which.
        pub id: i64,
        /// Why.
        pub reason: String,
        /// What it made before is still taken.
        pub late: bool,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(RevokeDevice => DeviceRow, "packet.device.revoke", Backup, Write);

wire! {
    /// On an installation that is not set up: looks at the office's grant.
    pub struct PreviewGrant {
        /// The grant.
        pub file: InFile,
    }
}
operation!(PreviewGrant => GrantShown, "packet.grant.preview", Anyone, Read);

wire! {
    /// A grant.
    pub struct GrantShown {
        /// The district.
        pub district: String,
        /// Real, a demonstration or a rehearsal.
        pub kind: DatabaseKind,
        /// 核对码 of the office's computer.
        pub fingerprint: String,
        /// Name of whoever takes the laptop along.
        pub person: String,
        /// The name that he signs in with.
        pub login: String,
    }
}

wire! {
    /// From now on this installation goes out for a district; whoever takes it along chooses a password for it and is signed in.
    pub struct TakeGrant {
        /// The grant.
        pub file: InFile,
        /// 核对码 of the office that was compared: a file that says another one is refused.
        pub fingerprint: String,
        /// A password for this laptop only.
        pub password: String,
    }
}
operation!(TakeGrant => State, "packet.grant.take", Anyone, Write);

wire! {
    /// 可带出的检查任务 of whoever takes a laptop along: what is to be visited or is being visited.
    pub struct OfferVisits {
        /// For which laptop.
        pub device: i64,
        /// Planned on this day or later, or without a day.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub from: Option<Date>,
        /// Planned on this day or before, or without a day.
        #[serde(default, with = "domain::day::MaybeDayText")]
        pub to: Option<Date>,
    }
}
operation!(OfferVisits => Offered, "packet.out.preview", PlanInspections, Read);

wire! {
    /// Visits that can be taken along.
    pub struct Offered {
        /// The first 200.
        pub visits: Vec<VisitRow>,
    }
}

wire! {
    /// 制作外出包
    pub struct MakePacket {
        /// For which laptop.
        pub device: i64,
        /// Which visits, of whoever takes it along.
        pub visits: Vec<VisitId>,
        /// Days for which it can be taken in, up to 90.
        pub days: i64,
        /// Where to.
        pub out: OutFile,
    }
}
operation!(MakePacket => PacketMade, "packet.out.make", PlanInspections, Write);

wire! {
    /// A packet was written.
    pub struct PacketMade {
        /// 编号: as the laptop's packets are counted.
        pub no: i64,
        /// Visits in it.
        pub visits: u64,
        /// Until when it can be taken in.
        pub until: Instant,
        /// Bytes.
        pub size: u64,
    }
}

wire! {
    /// What a laptop was given and brought back.
    pub struct ListPackets {
        /// Which laptop.
        pub device: i64,
    }
}
operation!(ListPackets => Packets, "packet.list", PlanInspections, Read);

wire! {
    /// What a laptop was given and brought back, the newest first.
    pub struct Packets {
        /// 外出包
        pub given: Vec<GivenRow>,
        /// 带回包
        pub back: Vec<BackRow>,
    }
}

wire! {
    /// A packet that was given.
    #[derive(Eq)]
    pub struct GivenRow {
        /// 编号
        pub no: i64,
        /// Who made it.
        pub who: String,
        /// When.
        pub at: Instant,
        /// Until when it can be taken in.
        pub until: Instant,
        /// Visits.
        pub visits: i64,
    }
}

wire! {
    /// A packet that was brought back.
    #[derive(Eq)]
    pub struct BackRow {
        /// As the laptop counts them.
        pub no: i64,
        /// When it was made there.
        pub made_at: Instant,
        /// Who took it in.
        pub who: String,
        /// When.
        pub at: Instant,
        /// Operations that came with it first.
        pub ops: i64,
    }
}

wire! {
    /// On a laptop: how it stands. None: this is no laptop that goes out.
    pub struct ShowOutpost {}
}
operation!(ShowOutpost => OutpostShown, "packet.outpost.show", SignedIn, Read);

wire! {
    /// How a laptop stands.
    pub struct OutpostShown {
        /// None: this is no laptop that goes out.
        #[serde(default)]
        pub outpost: Option<Outpost>,
    }
}

wire! {
    /// A laptop that goes out.
    pub struct Outpost {
        /// What it is called.
        pub name: String,
        /// 核对码
        pub fingerprint: String,
        /// For which district.
        pub district: String,
        /// Who takes it along.
        pub person: String,
        /// The newest packet that was taken in; 0: none.
        pub taken: i64,
        /// When that was.
        #[serde(default)]
        pub taken_at: Option<Instant>,
        /// Operations that wait to be brought back.
        pub waiting: i64,
        /// On so many visits.
        pub visits: u64,
    }
}

wire! {
    /// 导入外出包 on a laptop. Visits on which something was done that the office does not have stay as they are.
    pub struct TakePacket {
        /// The packet.
        pub file: InFile,
    }
}
operation!(TakePacket => Taken, "packet.out.take", VisitStations, Write);

wire! {
    /// A packet was taken in.
    pub struct Taken {
        /// 编号
        pub no: i64,
        /// Visits that are as the packet says.
        pub visits: u64,
        /// Visits that were left as they are.
        pub left: u64,
    }
}

wire! {
    /// 制作带回包 on a laptop: everything that the office has not said that it has.
    pub struct MakeReturn {
        /// Where to.
        pub out: OutFile,
    }
}
operation!(MakeReturn => ReturnMade, "packet.back.make", VisitStations, Write);

wire! {
    /// A packet to be brought back was written.
    pub struct ReturnMade {
        /// As the laptop counts them.
        pub no: i64,
        /// Operations in it.
        pub ops: u64,
        /// Visits on which they were done.
        pub visits: u64,
    }
}

wire! {
    /// 预览带回包: what would come of it, without anything being written.
    pub struct PreviewBack {
        /// The packet.
        pub file: InFile,
    }
}
operation!(PreviewBack => BackShown, "packet.back.preview", PlanInspections, Read);

wire! {
    /// 合并带回包: does again what was done outside. What can't be done is kept with its reason. It can be repeated at any time.
    pub struct MergeBack {
        /// The packet.
        pub file: InFile,
    }
}
operation!(MergeBack => BackShown, "packet.back.merge", PlanInspections, Write);

wire! {
    /// What comes of a packet.
    pub struct BackShown {
        /// Of which laptop.
        pub device: DeviceRow,
        /// As the laptop counts them.
        pub no: i64,
        /// When it was made there.
        pub made_at: Instant,
        /// Operations in it.
        pub ops: u64,
        /// Of these: known here before.
        pub known: u64,
        /// By visit; only what was not known before.
        pub visits: Vec<BackVisit>,
        /// About what is to be decided of this laptop's.
        pub open: Vec<OpRow>,
    }
}

wire! {
    /// What comes of a packet on a visit.
    #[derive(Eq)]
    pub struct BackVisit {
        /// Which.
        pub visit: VisitId,
        /// What its service point is called.
        pub point: String,
        /// 方案编号
        pub number: String,
        /// 已合并
        pub done: i64,
        /// 有冲突
        pub conflicts: i64,
        /// 不能合并
        pub failed: i64,
        /// 待合并: they wait for what was done before.
        pub waiting: i64,
    }
}

wire! {
    /// 待处理: what was brought back and is to be decided about.
    pub struct ListOps {}
}
operation!(ListOps => Ops, "packet.op.list", PlanInspections, Read);

wire! {
    /// What is to be decided.
    pub struct Ops {
        /// By laptop and visit, in the order in which it was done.
        pub ops: Vec<OpRow>,
    }
}

wire! {
    /// An operation that was not done here.
    pub struct OpRow {
        /// Which.
        pub id: i64,
        /// By which laptop.
        pub device: String,
        /// Its key.
        pub device_id: i64,
        /// On which visit.
        pub visit: VisitId,
        /// What its service point is called.
        pub point: String,
        /// 方案编号
        pub number: String,
        /// Its name.
        pub operation: String,
        /// 序号 of the line, where it is an answer.
        #[serde(default)]
        pub line: String,
        /// What became of it.
        pub state: OpState,
        /// Who did it.
        pub who: String,
        /// When.
        pub at: Instant,
        /// What it says.
        pub outside: Value,
        /// What stands here, where there is a conflict.
        #[serde(default)]
        pub here: Option<Value>,
        /// Why it was refused.
        #[serde(default)]
        pub problem: Option<ApiError>,
        /// Moves by one with every change.
        pub version: i64,
    }
}

wire! {
    /// One of two values: one of these is there.
    #[derive(Default)]
    pub struct Value {
        /// Of a line.
        #[serde(default)]
        pub answer: Option<Filled>,
        /// Who was there.
        #[serde(default)]
        pub party: Option<PartyFields>,
        /// A finding.
        #[serde(default)]
        pub finding: Option<FindingFields>,
        /// Why it is withdrawn; empty: it is not.
        #[serde(default)]
        pub reason: String,
        /// Who said it.
        #[serde(default)]
        pub who: String,
        /// When.
        #[serde(default)]
        pub at: Option<Instant>,
    }
}

wire! {
    /// Which of two values stays.
    pub enum Choice {
        /// What was done outside: it is done here upon what stands here now.
        Outside,
        /// What stands here.
        Here,
    }
}

wire! {
    /// Decides about one, and about what was done before to the same answer, party or finding.
    pub struct SettleOp {
        /// Which.
        pub id: i64,
        /// What stays.
        pub keep: Choice,
        /// The version that was read.
        pub version: i64,
    }
}
operation!(SettleOp => Ops, "packet.op.settle", PlanInspections, Write);

wire! {
    /// 再试: does again what was refused or waits.
    pub struct RetryOps {
        /// Of which laptop.
        pub device: i64,
    }
}
operation!(RetryOps => Ops, "packet.op.replay", PlanInspections, Write);
