//! An edition of the province's list that the made-up district has still to look through: some items of its own say something else
//! there, some are not in it any more, some are new.

use domain::catalogue::codes::Origin;
use domain::catalogue::item::ItemFields;
use std::fmt::Write as _;

/// Name of the file.
pub(crate) const FILE: &str = "省级政务服务事项目录（演示）.csv";
/// What the edition is called.
pub(crate) const NAME: &str = "省级目录2026年版（演示）";
/// Where it comes from.
pub(crate) const PAPER: &str = "演示数据，与任何正式文件无关";

const MEANS: &str = "共同生活的家庭成员人均收入低于当地最低生活保障标准\n家庭财产状况符合当地规定";
const PAPERS: &str = "居民身份证｜必要｜原件和复印件｜纸质或电子｜1\n家庭经济状况核对授权书｜必要｜原件｜纸质或电子｜1";

/// An item of 省统一 here: its name, and what the edition says of it: name, limit, conditions, materials. None: it has been withdrawn.
type Here = (&'static str, Option<(&'static str, &'static str, &'static str, &'static str)>);

const HERE: [Here; 12] = [
    ("最低生活保障申请", Some(("最低生活保障申请", "20个工作日", MEANS, PAPERS))),
    ("特困人员救助供养申请", Some(("特困人员救助供养申请", "20个工作日", "", ""))),
    ("临时救助申请", Some(("临时救助对象认定和救助金给付", "15个工作日", "因火灾、交通事故、突发疾病等遇到生活困难", PAPERS))),
    ("高龄老人津贴申领", Some(("高龄老人津贴申领", "20个工作日", "", ""))),
    (
        "残疾人证办理",
        Some(("残疾人证办理", "15个工作日", "", "居民身份证｜必要｜原件｜纸质或电子｜1\n近期免冠彩色照片｜必要｜原件｜纸质或电子｜2")),
    ),
    // Shorter than what the district promises: it has to promise less first.
    ("困难残疾人生活补贴和重度残疾人护理补贴申请", Some(("困难残疾人生活补贴和重度残疾人护理补贴申请", "5个工作日", "", ""))),
    ("生育登记", Some(("生育登记", "1个工作日", "", ""))),
    ("法律援助申请", Some(("法律援助申请", "15个工作日", "经济困难且有充分理由需要法律帮助", ""))),
    ("异地就医备案", Some(("异地就医备案", "1个工作日", "", ""))),
    ("居住证申领", None),
    ("计划生育家庭奖励扶助申请", None),
    ("义务教育阶段入学报名", None),
];

/// Items that the district does not have: name, kind, 主管部门, limit.
const NEW: [(&str, &str, &str, &str); 12] = [
    ("孤儿、事实无人抚养儿童认定", "行政确认", "区民政局", "15个工作日"),
    ("孤儿基本生活保障金发放", "行政给付", "区民政局", "20个工作日"),
    ("就业失业登记", "公共服务", "区人力资源和社会保障局", "3个工作日"),
    ("一次性创业资助申领", "行政给付", "区人力资源和社会保障局", "20个工作日"),
    ("灵活就业人员参保登记", "公共服务", "区人力资源和社会保障局", "2个工作日"),
    ("生育医疗费用报销", "行政给付", "区医疗保障局", "20个工作日"),
    ("医疗救助对象待遇核准", "行政给付", "区医疗保障局", "15个工作日"),
    ("老年人优待证办理", "公共服务", "区民政局", "10个工作日"),
    ("农村部分计划生育家庭奖励扶助对象确认", "行政确认", "卫生健康主管部门", "30个工作日"),
    ("伤残等级评定初审", "行政确认", "退役军人事务主管部门", "20个工作日"),
    ("农业机械登记", "公共服务", "农业农村主管部门", "2个工作日"),
    ("门牌证核发", "公共服务", "区公安分局", "5个工作日"),
];

/// A made-up 基本编码.
fn base(n: usize) -> String {
    format!("0008110{:05}", n + 1)
}

/// Marks the items that the province gave, with its codes.
pub(crate) fn mark(items: &mut [ItemFields]) {
    for (n, (name, _)) in HERE.iter().enumerate() {
        for item in items.iter_mut().filter(|item| item.name == *name) {
            item.base_code = base(n);
            item.origin = Origin::Province;
        }
    }
}

/// The file.
pub(crate) fn text() -> String {
    let mut text = String::from("基本编码,事项名称,事项类型,主管部门,法定办结时限,受理条件,申请材料\n");
    let mut line = |code: &str, name: &str, kind: &str, body: &str, limit: &str, conditions: &str, materials: &str| {
        let _ = writeln!(text, "{code},{name},{kind},{body},{limit},\"{conditions}\",\"{materials}\"");
    };
    for (n, (name, there)) in HERE.iter().enumerate() {
        if let Some((new_name, limit, conditions, materials)) = there {
            line(&base(n), new_name, kind(name), "", limit, conditions, materials);
        }
    }
    for (n, (name, kind, body, limit)) in NEW.iter().enumerate() {
        line(&base(100 + n), name, kind, body, limit, "具有本省户籍或者在本省居住", "居民身份证｜必要｜原件｜纸质或电子｜1");
    }
    text
}

/// The kind that the district's own item has.
fn kind(name: &str) -> &'static str {
    if crate::offered::gives(name) { "行政给付" } else { "公共服务" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::body::BodyId;
    use domain::catalogue::ModuleId;

    #[test]
    fn what_is_marked_is_there_and_every_row_is_told_once() {
        let mut items = crate::examples::items(|_| Some(BodyId(1)), |_| Some(ModuleId(1)));
        items.extend(crate::offered::items(|_| Some(BodyId(1)), |_| Some(ModuleId(1)), &items));
        mark(&mut items);
        assert_eq!(items.iter().filter(|item| item.origin == Origin::Province).count(), HERE.len());
        let text = text();
        assert_eq!(text.matches("0008110").count(), HERE.iter().filter(|(_, there)| there.is_some()).count() + NEW.len());
        assert!(items.iter().filter(|item| !item.base_code.is_empty()).all(|item| item.problem().is_none()));
    }
}
