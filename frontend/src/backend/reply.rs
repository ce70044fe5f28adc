//! Replies into their types, with less program than `serde_json::from_value`.
//!
//! serde compiles two readers for every struct: one for objects, one for arrays of its fields in order. Replies are
//! never written the second way, yet `serde_json` asks for it, and over a hundred types that is a noticeable part of the
//! page. This reader walks the same [`Value`] and knows objects only. See `docs/decisions/0006-size-of-the-page.md`.

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde_json::{Error, Map, Value};

/// The reply that a value holds.
pub(super) fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    T::deserialize(Reply(value))
}

struct Reply(Value);

impl Reply {
    fn wrong<T>(&self, wanted: &str) -> Result<T, Error> {
        let found = match &self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(b) => Unexpected::Bool(*b),
            Value::Number(n) => Unexpected::Float(n.as_f64().unwrap_or_default()),
            Value::String(s) => Unexpected::Str(s),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        Err(Error::invalid_type(found, &wanted))
    }
}

/// Methods that take one kind of value and no other.
macro_rules! only {
    ($($method:ident)* => $value:ident => $hand:expr, $wanted:literal) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.0 {
                Value::$value(inner) => ($hand)(inner, visitor),
                _ => self.wrong($wanted),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Reply {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(b) => visitor.visit_bool(b),
            Value::Number(n) => number(&n, visitor),
            Value::String(s) => visitor.visit_string(s),
            Value::Array(items) => items_of(items, visitor),
            Value::Object(fields) => fields_of(fields, visitor),
        }
    }

    only! { deserialize_bool => Bool => |b, visitor: V| visitor.visit_bool(b), "true or false" }
    only! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64 deserialize_f32 deserialize_f64 => Number => |n, visitor| number(&n, visitor), "a number"
    }
    only! {
        deserialize_str deserialize_string deserialize_char deserialize_identifier deserialize_bytes deserialize_byte_buf
        => String => |s, visitor: V| visitor.visit_string(s), "a text"
    }
    only! { deserialize_seq => Array => items_of, "a list" }
    only! { deserialize_map => Object => fields_of, "an object" }

    fn deserialize_tuple<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _name: &'static str, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Variant { name, inner: Value::Null }),
            Value::Object(fields) if fields.len() == 1 => match fields.into_iter().next() {
                Some((name, inner)) => visitor.visit_enum(Variant { name, inner }),
                None => Reply(Value::Null).wrong("a variant"),
            },
            other => Reply(other).wrong("a variant"),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_unit() } else { self.wrong("null") }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

fn number<'de, V: Visitor<'de>>(number: &serde_json::Number, visitor: V) -> Result<V::Value, Error> {
    if let Some(whole) = number.as_i64() {
        visitor.visit_i64(whole)
    } else if let Some(whole) = number.as_u64() {
        visitor.visit_u64(whole)
    } else {
        visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN))
    }
}

fn items_of<'de, V: Visitor<'de>>(items: Vec<Value>, visitor: V) -> Result<V::Value, Error> {
    let mut items = Items(items.into_iter());
    let read = visitor.visit_seq(&mut items)?;
    if items.0.len() == 0 { Ok(read) } else { Err(Error::invalid_length(items.0.len(), &"fewer items")) }
}

fn fields_of<'de, V: Visitor<'de>>(fields: Map<String, Value>, visitor: V) -> Result<V::Value, Error> {
    visitor.visit_map(Fields { rest: fields.into_iter(), value: Value::Null })
}

struct Items(std::vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for &mut Items {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.0.next().map(|item| seed.deserialize(Reply(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Fields {
    rest: serde_json::map::IntoIter,
    value: Value,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Reply(Value::String(name))).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(Reply(self.value.take()))
    }
}

struct Variant {
    name: String,
    inner: Value,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Error;
    type Variant = Reply;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Reply), Error> {
        Ok((seed.deserialize(Reply(Value::String(self.name)))?, Reply(self.inner)))
    }
}

impl<'de> VariantAccess<'de> for Reply {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        if self.0.is_null() { Ok(()) } else { self.wrong("nothing") }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::from_value;
    use api::rating::Listed;
    use api::{Change, Outcome};
    use domain::import::{Problem, RowProblem};
    use domain::period::Period;
    use domain::rating::{Grade, Rating};
    use proptest::prelude::*;
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};
    use std::fmt::Debug;

    /// Reads as `serde_json` does, or refuses where it refuses.
    fn alike<T: DeserializeOwned + PartialEq + Debug>(value: &Value) {
        assert_eq!(from_value::<T>(value.clone()).ok(), serde_json::from_value::<T>(value.clone()).ok(), "{value}");
    }

    #[test]
    fn whatever_a_reply_is_made_of_is_read_as_serde_json_reads_it() {
        alike::<Vec<Option<Grade>>>(&json!(["very_satisfied", null, "nonsense"]));
        alike::<Outcome>(&json!({"ok": {"n": [1, -2, 2.5, null, true, "字"]}}));
        alike::<Outcome>(&json!({"error": {"code": "conflict", "args": {"current": "{}"}, "field": null}}));
        alike::<(i64, u64, f64)>(&json!([i64::MIN, u64::MAX, 1.5]));
        alike::<[u8; 2]>(&json!([1, 2, 3]));
        alike::<[u8; 2]>(&json!([1]));
        alike::<u8>(&json!(256));
        alike::<RowProblem>(&json!({"row": 2, "column": "grade", "value": "6", "problem": {"code": "no_record_no"}}));
    }

    #[test]
    fn every_problem_comes_back() {
        for problem in [
            Problem::NoRecordNo,
            Problem::UnknownPoint { candidates: vec!["赤坎".to_owned()] },
            Problem::DuplicateInFile { row: 7 },
            Problem::Differs { field: "grade".to_owned(), stored: "5".to_owned() },
        ] {
            let value = serde_json::to_value(&problem).unwrap();
            assert_eq!(from_value::<Problem>(value).unwrap(), problem);
        }
    }

    #[test]
    fn a_struct_as_a_list_is_refused() {
        let listed = json!(["2026-11-01", "2026-11-22"]);
        assert!(serde_json::from_value::<Period>(listed.clone()).is_ok());
        assert!(from_value::<Period>(listed).is_err());
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "[a-z字]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("(code|args|field|kind|row|ok|error|[a-z]{1,3})", inner, 0..4)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(value in any_json()) {
            alike::<Value>(&value);
            let _ = (from_value::<Change>(value.clone()), from_value::<Rating>(value.clone()), from_value::<Listed>(value));
        }
    }
}
