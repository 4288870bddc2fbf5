//! What an organization's plan means (seed 003, "How does SLA get determined for an organization?").

/// The service level of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sla {
    /// The priority policy.
    Priority,
    /// The standard policy.
    Standard,
    /// None: the free tier.
    None,
}

impl Sla {
    /// The policy of a plan, by the tag of the field `support_level`; none for a tag that seed 003 does not list.
    #[must_use]
    pub fn of_plan(tag: &str) -> Option<Self> {
        match tag.trim().to_lowercase().as_str() {
            "silver" | "gold" | "premium" | "ultimate" => Some(Self::Priority),
            "bronze" | "starter" | "basic" => Some(Self::Standard),
            "custom" | "expired" | "hold" | "community" => Some(Self::None),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Priority => "Priority SLA",
            Self::Standard => "Standard SLA",
            Self::None => "no SLA",
        }
    }
}

/// The plans among an organization's tags besides its own: it has them when it has several subscriptions (seed 003,
/// "What is an organization has multiple subscriptions?").
#[must_use]
pub fn other_plans<'t>(plan: Option<&str>, tags: &'t [String]) -> Vec<&'t str> {
    let is_other = |tag: &&str| {
        let is_plan = Sla::of_plan(tag).is_some();
        is_plan && plan.is_none_or(|plan| !plan.trim().eq_ignore_ascii_case(tag.trim()))
    };
    tags.iter().map(String::as_str).filter(is_other).collect()
}

/// The plans of an organization's subscriptions for which it has neither the plan nor a tag. An agent adds the tag (handbook:
/// Zendesk organizations, "What is an organization has multiple subscriptions?").
#[must_use]
pub fn missing_plans<'s>(plan: Option<&str>, tags: &[String], subscriptions: &[&'s str]) -> Vec<&'s str> {
    let has = |wanted: &str| {
        let is_it = |one: &str| one.trim().eq_ignore_ascii_case(wanted);
        plan.is_some_and(is_it) || tags.iter().any(|tag| is_it(tag))
    };
    subscriptions.iter().copied().filter(|plan| !has(plan)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_level_of_each_plan() {
        for (plan, sla) in [
            ("Bronze", Some(Sla::Standard)),
            ("Silver", Some(Sla::Priority)),
            ("Gold", Some(Sla::Priority)),
            ("Starter", Some(Sla::Standard)),
            ("Basic", Some(Sla::Standard)),
            ("Premium", Some(Sla::Priority)),
            ("Ultimate", Some(Sla::Priority)),
            ("Custom", Some(Sla::None)),
            ("Expired", Some(Sla::None)),
            ("Hold", Some(Sla::None)),
            ("Community", Some(Sla::None)),
            ("ultimate ", Some(Sla::Priority)),
            ("Consumption Only", None),
            ("", None),
        ] {
            assert_eq!(Sla::of_plan(plan), sla, "{plan:?}");
        }
    }

    #[test]
    fn an_organization_with_two_subscriptions_has_both_tags() {
        let tags = ["gold", "starter", "emea"].map(str::to_owned);
        assert_eq!(other_plans(Some("Gold"), &tags), ["starter"]);
        assert_eq!(other_plans(None, &tags), ["gold", "starter"]);
        assert_eq!(other_plans(Some("gold"), &[]), [""; 0]);
    }

    #[test]
    fn a_subscription_without_its_plan_tag_is_named() {
        for (plan, tags, subscriptions, missing) in [
            (Some("gold"), &["gold"] as &[&str], &["Premium"] as &[_], &["Premium"] as &[&str]),
            (Some("gold"), &["gold", "premium"], &["Premium"], &[]),
            (Some(" premium"), &[], &["Premium"], &[]),
            (None, &[], &["Premium", "Ultimate"], &["Premium", "Ultimate"]),
            (Some("ultimate"), &["emea"], &[], &[]),
        ] {
            let tags: Vec<_> = tags.iter().map(|&tag| tag.to_owned()).collect();
            assert_eq!(missing_plans(plan, &tags, subscriptions), missing, "{plan:?} {tags:?}");
        }
    }
}
