//! Names and numbers of people who do not exist.

use crate::numbers::{number, one_of};

const FAMILY: [&str; 20] =
    ["陈", "林", "黄", "李", "梁", "吴", "郑", "何", "庞", "许", "蔡", "杨", "谢", "冯", "钟", "罗", "苏", "卢", "戴", "邓"];
const GIVEN: [&str; 20] = [
    "示一", "示二", "示三", "样一", "样二", "样三", "例一", "例二", "例三", "演一", "演二", "演三", "试一", "试二", "试三", "模一", "模二",
    "模三", "拟一", "拟二",
];

/// A name that shows that it is made up.
pub(crate) fn name(seed: u64, key: u64) -> String {
    let family = one_of(number(seed, "family", [key, 0, 0]), &FAMILY).copied().unwrap_or("陈");
    let given = one_of(number(seed, "given", [key, 0, 0]), &GIVEN).copied().unwrap_or("示一");
    format!("{family}{given}")
}

/// A phone number of a block that no one has been given.
pub(crate) fn phone(seed: u64, key: u64) -> String {
    format!("1990000{:04}", number(seed, "phone", [key, 0, 0]) % 10_000)
}
