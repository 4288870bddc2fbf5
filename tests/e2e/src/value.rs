//! BiDi's typed values, from and to plain JSON.

use serde_json::{Map, Value, json};

use crate::error::{Error, Result, shorten};

/// A script's argument.
pub(crate) fn local(value: &Value) -> Value {
    match value {
        Value::Null => json!({ "type": "null" }),
        Value::Bool(_) => json!({ "type": "boolean", "value": value }),
        Value::Number(_) => json!({ "type": "number", "value": value }),
        Value::String(_) => json!({ "type": "string", "value": value }),
        Value::Array(items) => json!({ "type": "array", "value": items.iter().map(local).collect::<Vec<_>>() }),
        // Such as a reference to an element, which is already as it should be.
        Value::Object(_) => value.clone(),
    }
}

/// A script's result. What JSON has no word for (`undefined`, a node, a function) is null.
pub(crate) fn plain(remote: &Value) -> Value {
    let value = &remote["value"];
    let items = || value.as_array().map(Vec::as_slice).unwrap_or_default();
    match remote["type"].as_str() {
        Some("string" | "number" | "boolean" | "bigint" | "date") => value.clone(),
        Some("array" | "set" | "nodelist" | "htmlcollection") => items().iter().map(plain).collect(),
        Some("object" | "map") => {
            let entry = |pair: &Value| {
                let key = pair[0].as_str().map_or_else(|| plain(&pair[0]).to_string(), str::to_owned);
                (key, plain(&pair[1]))
            };
            Value::Object(items().iter().map(entry).collect::<Map<_, _>>())
        }
        _ => Value::Null,
    }
}

/// The result of `script.evaluate` or `script.callFunction`.
pub(crate) fn outcome(answer: &Value, script: &str) -> Result<Value> {
    if answer["type"] == "success" {
        return Ok(plain(&answer["result"]));
    }
    let text = answer["exceptionDetails"]["text"].as_str().unwrap_or_default();
    Err(Error::Threw { exception: text.to_owned(), script: shorten(script, 400) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_becomes_plain() {
        let remote = json!({ "type": "object", "value": [
            ["list", { "type": "array", "value": [{ "type": "number", "value": 1 }, { "type": "undefined" }] }],
            [{ "type": "number", "value": 7 }, { "type": "node", "sharedId": "x" }],
        ] });
        assert_eq!(plain(&remote), json!({ "list": [1, null], "7": null }));
    }
}
