//! Who may have a contact management project (seed 004, "Eligibility Criteria"): every criterion is a finding, and all of
//! them have to be met. What is not known is not met.

use crate::checks::{Decision, Finding, Judgement, Outcome, Verdict};
use crate::date::Date;
use crate::link::Link;
use crate::route::NextStep;
use crate::shown::Shown;

use super::contact::same_address;
use crate::organization::account;

/// How many seats the subscription has to have.
pub const MIN_SEATS: f64 = 50.0;

/// The title of the criterion about an organization, for which there has to be one.
const ASSOCIATED: &str = "Requester associated";

/// What the criteria judge.
#[derive(Clone, Debug)]
pub struct EligibilityFacts {
    /// The day on which they are judged.
    pub today: Date,
    /// The requester's organization, none; or why that is not known.
    pub organization: Result<Option<CustomerFacts>, String>,
    /// The requester's address; none when it is not known.
    pub requester_email: Option<String>,
    /// What the app is called that knows who owns a namespace.
    pub gitlab_app: String,
    /// What the walk has found about this organization; none when it was not walked, or led to another.
    pub walk: Option<WalkFacts>,
}

/// The requester's organization, as its fields show it.
#[derive(Clone, Debug)]
pub struct CustomerFacts {
    /// Its page.
    pub page: Link,
    /// Its plan, as the field's tag.
    pub plan: Option<String>,
    /// The day on which its subscription ends, as the text that stands in the field.
    pub expiration_date: Option<String>,
    /// Its seats, as the text that stands in the field.
    pub seats: Option<String>,
    /// Its subscriptions that qualify, by what they stand for.
    pub subscriptions: Vec<&'static str>,
    /// Its account type, as the field's tag or name.
    pub account_type: Option<String>,
    /// Whether `Manual Support Upgrade` is ticked.
    pub is_upgraded_by_hand: bool,
}

/// What the portal shows of the organization's subscription.
#[derive(Clone, Debug)]
pub struct WalkFacts {
    /// The days on which the license and the order end, each with its name and page, without those of trials.
    pub ends: Vec<(&'static str, Link, Date)>,
    /// The sold-to's page, and its address.
    pub sold_to: Option<(Link, Shown<String>)>,
    /// How many users the license is for, with its name and page, unless it is a trial.
    pub seats: Option<(&'static str, Link, u64)>,
}

/// One criterion.
pub struct Criterion {
    /// Its name in the panel, as what is hoped for.
    pub title: &'static str,
    judge: fn(&EligibilityFacts) -> Judgement,
}

/// Every criterion, in the order of the handbook.
pub const CRITERIA: &[Criterion] = &[
    Criterion { title: ASSOCIATED, judge: associated },
    Criterion { title: "Active subscription", judge: active },
    Criterion { title: "Premium, Ultimate or Dedicated", judge: plan },
    Criterion { title: "At least 50 seats", judge: seats },
    Criterion { title: "Sold-to or owner", judge: requester },
];

/// Judges every criterion.
#[must_use]
pub fn findings(facts: &EligibilityFacts) -> Vec<Finding> {
    CRITERIA.iter().map(|criterion| Finding::of(criterion.title, (criterion.judge)(facts))).collect()
}

/// Whether a customer may have a contact management project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Eligibility {
    /// Every criterion is met, or was decided by the agent.
    Eligible,
    /// A criterion is not met.
    NotEligible,
    /// None is known not to be met, but one is not known, or needs a decision.
    ForYouToDecide,
}

impl Eligibility {
    /// It follows from the findings as the verdict does.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        match Verdict::of(findings) {
            Verdict::Entitled => Self::Eligible,
            Verdict::NotEntitled => Self::NotEligible,
            Verdict::ForYouToDecide => Self::ForYouToDecide,
        }
    }

    /// Its words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Eligible => "Eligible",
            Self::NotEligible => "Not eligible",
            Self::ForYouToDecide => "For you to decide",
        }
    }
}

/// What to do while it is for the agent to decide: a step for each criterion that is not met yet.
#[must_use]
pub fn to_decide(findings: &[Finding]) -> Vec<NextStep> {
    let mut steps = Vec::new();
    for finding in findings {
        let Finding { title, reason, .. } = finding;
        if finding.is_undecided() {
            steps.push(NextStep::of(&format!("{title}: {reason} If it is met, accept it above with the reason.")));
        } else if finding.outcome == Outcome::Unknown {
            steps.push(NextStep::of(&format!(
                "{title}: {reason} Look it up, or gather the evidence; what is not known is not met."
            )));
        }
    }
    steps
}

/// The internal note that says why: every criterion with its reason, and what the agent has decided about it.
#[must_use]
pub fn note(eligibility: Eligibility, findings: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let decided = match &finding.decision {
            Some(Decision::Accepted(why)) => format!(" Accepted: {why}"),
            Some(Decision::Refused(why)) => format!(" Refused: {why}"),
            None => String::new(),
        };
        let line = format!("- {}: {}{decided}", finding.title, finding.reason);
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let head = format!("Contact management project: {}", eligibility.label());
    [head].into_iter().chain(findings.iter().map(line)).collect::<Vec<_>>().join("\n")
}

fn associated(facts: &EligibilityFacts) -> Judgement {
    match organization(facts) {
        Ok(one) => Judgement::pass(format!("The requester is in {}.", one.page.text()), &one.page),
        Err(judgement) => judgement,
    }
}

/// The requester's organization, or what there is to say where there is none.
fn organization(facts: &EligibilityFacts) -> Result<&CustomerFacts, Judgement> {
    match &facts.organization {
        Ok(Some(organization)) => Ok(organization),
        Ok(None) => Err(Judgement::new(Outcome::Fail, "The requester is in no organization.", None)),
        Err(why) => Err(Judgement::unknown(format!("The requester's organization is not known: {why}"), None)),
    }
}

/// The organization for a criterion that is about it; without one, that criterion is not known.
fn customer(facts: &EligibilityFacts) -> Result<&CustomerFacts, Judgement> {
    organization(facts).map_err(|_| Judgement::unknown("There is no organization to look at.", None))
}

/// Zendesk turns a plan to Expired only two weeks after the end (facts: domain 6.5), so a plan never says that a
/// subscription is active; and every day of that time is a day of grace, which does not count.
fn active(facts: &EligibilityFacts) -> Judgement {
    let customer = match customer(facts) {
        Ok(customer) => customer,
        Err(judgement) => return judgement,
    };
    let judgement = of_dates(facts, customer);
    let by_type = account::no_customer(customer.account_type.as_deref());
    let by_hand = customer.is_upgraded_by_hand && is_plan_expired(customer);
    let said = match (judgement.outcome, by_type, by_hand) {
        (Outcome::Pass, Some(account_type), _) => format!("Its account type is {account_type}: which is it?"),
        (Outcome::Fail, _, true) => "Manual Support Upgrade is ticked: which is it?".to_owned(),
        _ => return judgement,
    };
    Judgement::attention(format!("{} {said}", judgement.reason), &customer.page)
}

fn is_plan_expired(customer: &CustomerFacts) -> bool {
    customer.plan.as_deref().is_some_and(|plan| plan.trim().eq_ignore_ascii_case("expired"))
}

/// What the dates and the plan say of an active subscription.
fn of_dates(facts: &EligibilityFacts, customer: &CustomerFacts) -> Judgement {
    let page = &customer.page;
    let text = customer.expiration_date.as_deref();
    let of_field = text.and_then(Date::parse_shown);
    let walked = facts.walk.iter().flat_map(|walk| &walk.ends);
    let ends: Vec<_> = of_field
        .map(|end| ("organization's field", page, end))
        .into_iter()
        .chain(walked.map(|(name, page, end)| (*name, page, *end)))
        .collect();
    let is_over = |end: Date| end <= facts.today;
    let over = ends.iter().find(|(_, _, end)| is_over(*end));
    let running = ends.iter().filter(|(_, _, end)| !is_over(*end)).min_by_key(|(_, _, end)| *end);
    let is_plan_expired = is_plan_expired(customer);
    match (over, running) {
        (Some((name, page, end)), None) => {
            let day = if *end == facts.today { "today".to_owned() } else { format!("on {end}") };
            Judgement::fail(format!("By the {name}, the subscription ended {day}."), page)
        }
        (None, None) if is_plan_expired => Judgement::fail("Its plan is Expired.", page),
        (Some((name, _, end)), Some((other, page, later))) => Judgement::attention(
            format!(
                "By the {name} the subscription ended on {end}, by the {other} it runs until {later}: which is it?"
            ),
            page,
        ),
        (None, Some((name, _, end))) if is_plan_expired => Judgement::attention(
            format!("By the {name} the subscription runs until {end}, and its plan is Expired: which is it?"),
            page,
        ),
        (None, Some((name, page, end))) => match (text, of_field) {
            (Some(text), None) => Judgement::attention(
                format!("By the {name} the subscription runs until {end}; the organization's field says {text:?}."),
                page,
            ),
            _ => Judgement::pass(format!("By the {name}, the subscription runs until {end}."), page),
        },
        (None, None) => {
            let field = match text {
                Some(text) => format!("The organization's field says {text:?}, which is no day"),
                None => "The organization's field says no end".to_owned(),
            };
            let said = format!(
                "{field}, and no license or order of it was read. Its plan does not say: that turns to Expired two weeks \
                 late."
            );
            Judgement::unknown(said, Some(page))
        }
    }
}

fn plan(facts: &EligibilityFacts) -> Judgement {
    let customer = match customer(facts) {
        Ok(customer) => customer,
        Err(judgement) => return judgement,
    };
    let page = &customer.page;
    if let Some(subscription) = customer.subscriptions.first() {
        return Judgement::pass(format!("It has a subscription of {subscription}."), page);
    }
    let Some(plan) = customer.plan.as_deref().map(str::trim).filter(|plan| !plan.is_empty()) else {
        return Judgement::unknown("It has no plan, and none of the subscriptions that qualify is ticked.", Some(page));
    };
    match plan.to_lowercase().as_str() {
        "premium" | "ultimate" => Judgement::pass(format!("Its plan is {plan}."), page),
        // The names that Ultimate and Premium had on GitLab.com.
        "gold" | "silver" => {
            Judgement::attention(format!("Its plan is {plan}, an old name: is it Premium or Ultimate by now?"), page)
        }
        _ => Judgement::fail(format!("Its plan is {plan}."), page),
    }
}

fn seats(facts: &EligibilityFacts) -> Judgement {
    let customer = match customer(facts) {
        Ok(customer) => customer,
        Err(judgement) => return judgement,
    };
    let page = &customer.page;
    let walked = facts.walk.as_ref().and_then(|walk| walk.seats.as_ref());
    let of_walk = walked.map(|(name, page, seats)| (*name, page, *seats as f64));
    let of_field = match customer.seats.as_deref() {
        None => None,
        Some(text) => match text.trim().parse::<f64>().ok().filter(|seats| seats.is_finite() && *seats >= 0.0) {
            Some(seats) => Some(("organization's field", page, seats)),
            None => {
                let said = format!("The organization's field says {text:?}, which is no number.");
                return Judgement::unknown(said, Some(page));
            }
        },
    };
    let all: Vec<_> = of_field.into_iter().chain(of_walk).collect();
    // The subscription that counts may be the smaller one of several.
    let Some((name, page, seats)) = all.iter().min_by(|(_, _, one), (_, _, other)| one.total_cmp(other)) else {
        return Judgement::unknown("The organization's field does not say how many seats there are.", Some(page));
    };
    let other = all.iter().find(|(other, ..)| other != name);
    let beside = other.map(|(other, _, more)| format!(" The {other} says {more}; the smaller number counts."));
    let by = if other.is_some() { format!("By the {name}, it") } else { "It".to_owned() };
    let beside = beside.unwrap_or_default();
    if *seats >= MIN_SEATS {
        Judgement::pass(format!("{by} has {seats} seats.{beside}"), page)
    } else {
        Judgement::fail(format!("{by} has {seats} seats, and has to have {MIN_SEATS}.{beside}"), page)
    }
}

/// Who owns a namespace cannot be read here, so a requester who is not the sold-to is for the agent to look at.
fn requester(facts: &EligibilityFacts) -> Judgement {
    let Some(email) = facts.requester_email.as_deref().map(str::trim).filter(|email| !email.is_empty()) else {
        return Judgement::unknown("The requester's address is not known.", None);
    };
    let app = &facts.gitlab_app;
    let look = format!("see with User Lookup in the {app} whether the requester owns the namespace on GitLab.com");
    let sold_to = facts.walk.as_ref().and_then(|walk| walk.sold_to.as_ref());
    let (page, recorded) = match sold_to {
        // What is said may be repeated to the requester, so the text that the page shows is left out.
        Some((page, Shown::Unreadable(_))) => {
            let reason = format!("The billing account's sold-to address is not readable: {look}.");
            return Judgement::attention(reason, page);
        }
        Some((page, recorded)) => (Some(page), recorded.read().map(|text| text.trim()).filter(|text| !text.is_empty())),
        None => (None, None),
    };
    match (page, recorded) {
        (Some(page), Some(recorded)) if same_address(recorded, email) => {
            Judgement::pass("The requester is the sold-to.", page)
        }
        (Some(page), Some(_)) => Judgement::attention(format!("The requester is not the sold-to: {look}."), page),
        (Some(page), None) => {
            Judgement::attention(format!("The billing account shows no sold-to address: {look}."), page)
        }
        (None, _) => Judgement::new(
            Outcome::Attention,
            format!("The sold-to of this organization was not read: gather the evidence, or {look}."),
            None,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Outcome::{Attention, Fail, Pass, Unknown};
    use crate::checks::{day, page};

    fn customer() -> CustomerFacts {
        CustomerFacts {
            page: page("organization/1"),
            plan: Some("ultimate".to_owned()),
            expiration_date: Some("2099-12-31".to_owned()),
            seats: Some("120.0".to_owned()),
            subscriptions: Vec::new(),
            account_type: None,
            is_upgraded_by_hand: false,
        }
    }

    fn facts(customer: CustomerFacts) -> EligibilityFacts {
        EligibilityFacts {
            today: day("2026-11-22"),
            organization: Ok(Some(customer)),
            requester_email: Some("alice@acme.example".to_owned()),
            gitlab_app: "GitLab Super App".to_owned(),
            walk: Some(walk(&[], Some("Alice@Acme.Example"))),
        }
    }

    fn walk(ends: &[(&'static str, &str)], sold_to: Option<&str>) -> WalkFacts {
        WalkFacts {
            ends: ends.iter().map(|(name, end)| (*name, page(name), day(end))).collect(),
            sold_to: Some((
                page("billing_account/1"),
                sold_to.map_or(Shown::Absent, |text| Shown::Read(text.to_owned())),
            )),
            seats: None,
        }
    }

    fn outcome(facts: &EligibilityFacts, title: &str) -> Outcome {
        findings(facts).into_iter().find(|finding| finding.title == title).unwrap().outcome
    }

    #[test]
    fn the_note_gives_every_reason_and_decision() {
        let finding = |title: &str, decision: Option<Decision>| Finding {
            title: title.to_owned(),
            outcome: Outcome::Attention,
            reason: "Look it\nup.".to_owned(),
            evidence: None,
            decision,
            reply: None,
            about: 0,
            pending: false,
        };
        let findings = [
            finding("Requester associated", None),
            finding("Sold-to or owner", Some(Decision::Accepted("Owner of acme-corp.".to_owned()))),
            finding("Company e-mail", Some(Decision::Refused("A private address.".to_owned()))),
        ];
        insta::assert_snapshot!(note(Eligibility::of(&findings), &findings), @r"
        Contact management project: Not eligible
        - Requester associated: Look it up.
        - Sold-to or owner: Look it up. Accepted: Owner of acme-corp.
        - Company e-mail: Look it up. Refused: A private address.
        ");
    }

    #[test]
    fn each_open_criterion_has_a_step() {
        let step = |change: fn(&mut EligibilityFacts)| {
            let mut facts = facts(customer());
            change(&mut facts);
            to_decide(&findings(&facts)).into_iter().map(|step| step.text).collect::<Vec<_>>()
        };
        assert_eq!(step(|_| ()), [""; 0]);
        let no_walk = step(|facts| facts.walk = None);
        assert!(no_walk.len() == 1 && no_walk[0].starts_with("Sold-to or owner: ") && no_walk[0].contains("accept it"));
        let unread = step(|facts| facts.organization = Err("It is being read.".to_owned()));
        assert_eq!(unread.len(), 4, "{unread:?}");
        assert!(unread.iter().all(|text| text.contains("what is not known is not met")), "{unread:?}");
    }

    #[test]
    fn all_criteria_have_to_be_met() {
        let eligible = facts(customer());
        assert_eq!(Eligibility::of(&findings(&eligible)), Eligibility::Eligible, "{:#?}", findings(&eligible));
        let with = |change: fn(&mut EligibilityFacts)| {
            let mut facts = facts(customer());
            change(&mut facts);
            Eligibility::of(&findings(&facts))
        };
        for (what, eligibility, expected) in [
            ("no organization", with(|facts| facts.organization = Ok(None)), Eligibility::NotEligible),
            (
                "an unread ticket",
                with(|facts| facts.organization = Err("It is being read.".to_owned())),
                Eligibility::ForYouToDecide,
            ),
            ("no walk", with(|facts| facts.walk = None), Eligibility::ForYouToDecide),
            ("no address", with(|facts| facts.requester_email = None), Eligibility::ForYouToDecide),
        ] {
            assert_eq!(eligibility, expected, "{what}");
        }
    }

    #[test]
    fn what_is_not_known_is_never_met() {
        let nothing = CustomerFacts {
            plan: None,
            expiration_date: None,
            seats: None,
            subscriptions: Vec::new(),
            page: page("organization/1"),
            account_type: None,
            is_upgraded_by_hand: false,
        };
        let unread = EligibilityFacts { organization: Err("x".to_owned()), walk: None, ..facts(nothing.clone()) };
        let empty = EligibilityFacts { walk: None, requester_email: None, ..facts(nothing) };
        let met = |facts: &EligibilityFacts| {
            findings(facts).into_iter().filter(|one| one.outcome == Pass).map(|one| one.title).collect::<Vec<_>>()
        };
        assert_eq!((met(&unread), met(&empty)), (vec![], vec![ASSOCIATED.to_owned()]));
        // Without an organization there is one reason, not four.
        let failed: Vec<_> = findings(&EligibilityFacts { organization: Ok(None), ..unread })
            .into_iter()
            .filter(|one| one.outcome == Fail)
            .map(|one| one.title)
            .collect();
        assert_eq!(failed, [ASSOCIATED]);
    }

    #[test]
    fn the_subscription_is_active() {
        for (plan, field, ends, expected) in [
            (Some("ultimate"), Some("2026-11-23"), &[] as &[_], Pass),
            // It has expired when its day begins, and what comes then is the time of grace.
            (Some("ultimate"), Some("2026-11-22"), &[], Fail),
            (Some("ultimate"), Some("2026-11-10"), &[], Fail),
            (Some("ultimate"), Some("November 10, 2026"), &[], Fail),
            (Some("expired"), None, &[], Fail),
            (Some("Expired"), Some("2026-11-01"), &[], Fail),
            (Some("expired"), Some("2027-01-01"), &[], Attention),
            // The plan alone says nothing.
            (Some("ultimate"), None, &[], Unknown),
            (Some("ultimate"), Some("soon"), &[], Unknown),
            (None, Some("2026-11-23"), &[], Pass),
            // What the walk has found.
            (Some("ultimate"), None, &[("license", "2026-11-23")], Pass),
            (Some("ultimate"), None, &[("license", "2026-11-22")], Fail),
            (Some("ultimate"), Some("soon"), &[("license", "2027-01-01")], Attention),
            (Some("ultimate"), Some("2027-01-01"), &[("license", "2026-11-22"), ("order", "2027-01-01")], Attention),
            (Some("ultimate"), Some("2026-11-22"), &[("order", "2027-01-01")], Attention),
            (Some("ultimate"), Some("2026-11-22"), &[("license", "2026-10-01")], Fail),
            (Some("expired"), None, &[("order", "2027-01-01")], Attention),
        ] {
            let customer = CustomerFacts {
                plan: plan.map(str::to_owned),
                expiration_date: field.map(str::to_owned),
                ..customer()
            };
            let facts = EligibilityFacts { walk: Some(walk(ends, None)), ..facts(customer) };
            assert_eq!(outcome(&facts, "Active subscription"), expected, "{plan:?} {field:?} {ends:?}");
        }
    }

    #[test]
    fn account_type_and_manual_upgrade_are_heard_beside_the_dates() {
        let [future, past] = [Some("2026-11-23"), Some("2026-11-10")];
        for (account_type, upgraded, plan, field, expected) in [
            (Some("customer"), false, "ultimate", future, Pass),
            (None, false, "ultimate", future, Pass),
            (Some("former_customer"), false, "ultimate", future, Attention),
            (Some("Former Customer"), false, "ultimate", future, Attention),
            (Some("prospect"), false, "ultimate", future, Attention),
            (Some("partner"), false, "ultimate", future, Pass),
            // It never makes anything better.
            (Some("former_customer"), false, "ultimate", past, Fail),
            (Some("customer"), false, "ultimate", None, Unknown),
            // An upgrade by hand contradicts an expired plan, and no date alone.
            (None, true, "expired", None, Attention),
            (None, false, "expired", None, Fail),
            (None, true, "ultimate", past, Fail),
            (None, true, "ultimate", future, Pass),
        ] {
            let customer = CustomerFacts {
                plan: Some(plan.to_owned()),
                expiration_date: field.map(str::to_owned),
                account_type: account_type.map(str::to_owned),
                is_upgraded_by_hand: upgraded,
                ..customer()
            };
            let outcome = outcome(&facts(customer), "Active subscription");
            assert_eq!(outcome, expected, "{account_type:?} {upgraded} {plan} {field:?}");
        }
    }

    #[test]
    fn the_smaller_number_of_seats_counts() {
        for (field, license, expected, said) in [
            (Some("120.0"), None, Pass, "It has 120 seats."),
            (
                Some("120.0"),
                Some(40),
                Fail,
                "By the license, it has 40 seats, and has to have 50. The organization's field says 120; the smaller number counts.",
            ),
            (
                Some("40"),
                Some(120),
                Fail,
                "By the organization's field, it has 40 seats, and has to have 50. The license says 120; the smaller number counts.",
            ),
            (
                Some("120"),
                Some(50),
                Pass,
                "By the license, it has 50 seats. The organization's field says 120; the smaller number counts.",
            ),
            (None, Some(50), Pass, "It has 50 seats."),
            (None, Some(49), Fail, "It has 49 seats, and has to have 50."),
            (Some("many"), Some(120), Unknown, "The organization's field says \"many\", which is no number."),
            (None, None, Unknown, "The organization's field does not say how many seats there are."),
        ] {
            let seats = license.map(|seats| ("license", page("license/1"), seats));
            let facts = EligibilityFacts {
                walk: Some(WalkFacts { seats, ..walk(&[], None) }),
                ..facts(CustomerFacts { seats: field.map(str::to_owned), ..customer() })
            };
            let finding = findings(&facts).into_iter().find(|one| one.title == "At least 50 seats").unwrap();
            assert_eq!((finding.outcome, finding.reason.as_str()), (expected, said), "{field:?} {license:?}");
        }
    }

    #[test]
    fn the_plan_qualifies() {
        for (plan, subscriptions, expected) in [
            (Some("premium"), &[] as &[_], Pass),
            (Some(" Ultimate "), &[], Pass),
            (Some("starter"), &["GitLab Dedicated"], Pass),
            (None, &["Premium, self-managed"], Pass),
            (Some("gold"), &[], Attention),
            (Some("Silver"), &[], Attention),
            (Some("starter"), &[], Fail),
            (Some("bronze"), &[], Fail),
            (Some("community"), &[], Fail),
            (Some("custom"), &[], Fail),
            (Some("Consumption Only"), &[], Fail),
            (Some("premium_trial"), &[], Fail),
            (None, &[], Unknown),
            (Some(" "), &[], Unknown),
        ] {
            let plan = plan.map(str::to_owned);
            let facts =
                facts(CustomerFacts { plan: plan.clone(), subscriptions: subscriptions.to_vec(), ..customer() });
            assert_eq!(outcome(&facts, "Premium, Ultimate or Dedicated"), expected, "{plan:?} {subscriptions:?}");
        }
    }

    #[test]
    fn there_are_fifty_seats() {
        for (seats, expected) in [
            (Some("50"), Pass),
            (Some("50.0"), Pass),
            (Some("120.0"), Pass),
            (Some("49.99"), Fail),
            (Some("49"), Fail),
            (Some("0"), Fail),
            (Some("-50"), Unknown),
            (Some("NaN"), Unknown),
            (Some("inf"), Unknown),
            (Some("50,000"), Unknown),
            (Some("many"), Unknown),
            (None, Unknown),
        ] {
            let facts = facts(CustomerFacts { seats: seats.map(str::to_owned), ..customer() });
            assert_eq!(outcome(&facts, "At least 50 seats"), expected, "{seats:?}");
        }
        assert!(CRITERIA.iter().any(|criterion| criterion.title == format!("At least {MIN_SEATS} seats")));
    }

    #[test]
    fn the_requester_is_the_sold_to_or_looked_up() {
        for (requester, sold_to, expected) in [
            (Some("alice@acme.example"), Some(Some("ALICE@acme.example ")), Pass),
            (Some("alice@acme.example"), Some(Some("bob@acme.example")), Attention),
            // Letters that only look alike.
            (Some("kim@acme.example"), Some(Some("\u{212a}im@acme.example")), Attention),
            (Some("alice@acme.example"), Some(None), Attention),
            (Some("alice@acme.example"), Some(Some(" ")), Attention),
            (Some("alice@acme.example"), None, Attention),
            (None, Some(Some("alice@acme.example")), Unknown),
            (Some(""), Some(Some("")), Unknown),
        ] {
            let facts = EligibilityFacts {
                requester_email: requester.map(str::to_owned),
                walk: sold_to.map(|sold_to| walk(&[], sold_to)),
                ..facts(customer())
            };
            let findings = findings(&facts);
            let finding = findings.last().unwrap();
            assert_eq!(finding.outcome, expected, "{requester:?} {sold_to:?}");
            // What is said may be repeated to the requester.
            assert!(!finding.reason.contains('@'), "{}", finding.reason);
        }
        let mut facts = EligibilityFacts { walk: Some(walk(&[], None)), ..facts(customer()) };
        facts.requester_email = Some("alice@acme.example".to_owned());
        if let Some(walk) = &mut facts.walk {
            walk.sold_to =
                Some((page("billing_account/1"), Shown::unreadable("alice@acme.example / bob@acme.example")));
        }
        let finding = findings(&facts).pop().unwrap();
        assert_eq!(finding.outcome, Attention);
        assert!(finding.reason.starts_with("The billing account's sold-to address is not readable: see"));
        assert!(!finding.reason.contains('@'));
    }
}
