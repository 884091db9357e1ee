//! Whether what a person was asked to do can be seen from outside.

use serde_json::Value;

use super::nature::Sight;
use super::{Trouble, looking_glass, rdap, validity};
use crate::scenario::stage::Stage;

/// Looks once. What is seen goes with it, in words.
pub(crate) async fn look(sight: &Sight, stage: &Stage) -> Result<(bool, String), Trouble> {
    match sight {
        Sight::Valid {
            prefix,
            asn,
            is_valid,
            ..
        } => {
            let answer = validity::ask(&prefix.to_string(), *asn, stage).await?;
            let state = answer.value.get("state").and_then(Value::as_str);
            Ok(((state == Some("valid")) == *is_valid, answer.said))
        }
        Sight::Originated {
            prefix,
            asn,
            is_there,
        } => {
            let answer = looking_glass::ask(&prefix.to_string(), stage).await?;
            let origins = answer.value.get("origins").and_then(Value::as_array);
            let asn = asn.to_string();
            let mut origins = origins.into_iter().flatten().filter_map(Value::as_str);
            Ok((
                origins.any(|origin| origin == asn) == *is_there,
                answer.said,
            ))
        }
        Sight::Remark {
            registry,
            ip,
            line,
            is_there,
        } => {
            let answer = rdap::ask(registry, ip, stage).await?;
            let lines = answer.value.get("lines").and_then(Value::as_array);
            let mut lines = lines.into_iter().flatten().filter_map(Value::as_str);
            Ok((lines.any(|seen| seen == line) == *is_there, answer.said))
        }
    }
}
