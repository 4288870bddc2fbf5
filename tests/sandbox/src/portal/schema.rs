//! The models of the panel: which columns and associations each has, and which of them its pages show (portal.md c).

/// A model, one of `MODELS`.
pub(super) struct Model {
    /// As in URLs and `data-model`: `billing_account`.
    pub name: &'static str,
    /// As in a record's stock name: `BillingAccount`.
    pub class: &'static str,
    /// As in titles: `Billing account`.
    pub label: &'static str,
    /// As in the side bar: `Billing accounts`.
    pub plural: &'static str,
    /// How a record is named in links and titles.
    pub naming: Naming,
    /// The fields in table order, without `id`, `created_at` and `updated_at`, which all models have.
    pub fields: &'static [Field],
    /// The groups of the show page; without any, all fields stand in `Basic info`.
    pub groups: &'static [(&'static str, &'static [&'static str])],
    /// The columns of the list.
    pub list: &'static [&'static str],
    /// Actions of the model's own, beside RailsAdmin's.
    pub actions: &'static [Action],
}

/// How a model's records are named.
pub(super) enum Naming {
    /// `BillingAccount #1001`, RailsAdmin's fallback.
    ClassAndId,
    /// The value of a column; no name at all while that is blank.
    Column(&'static str),
    /// First and last name.
    FirstAndLast,
}

/// A column or an association of a model.
pub(super) struct Field {
    pub name: &'static str,
    /// The column it is kept in; empty for associations that other tables hold.
    pub column: &'static str,
    pub kind: Kind,
    /// The label on show pages where it is not the stock one.
    pub label: Option<&'static str>,
}

/// A field's type, as in its `{type}_type` class.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    String,
    Text,
    Integer,
    Boolean,
    Date,
    Datetime,
    Json,
    /// The labels of the values, by their number.
    Enum(&'static [&'static str]),
    /// A link to a record of this model.
    BelongsTo(&'static str),
    /// A link to a record of the model that `{name}_type` names.
    Polymorphic,
    /// The records of another table that point here.
    HasMany(Many),
}

/// How the records of a has-many association are found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Many {
    /// The records of the model whose column holds this record's id.
    Of(&'static str, &'static str),
    /// Through a join table: its model, its column with this id, its column with the other id, the other model.
    Through(&'static str, &'static str, &'static str, &'static str),
    /// The records of a model whose polymorphic association points here.
    As(&'static str, &'static str),
}

/// A tab of a model's own.
pub(super) struct Action {
    pub key: &'static str,
    pub title: &'static str,
    /// On one record, or on the whole collection.
    pub member: bool,
    /// The icon's class in v3 and in v2.
    pub icons: (&'static str, &'static str),
}

impl Kind {
    /// The `{type}` of the class `{type}_type`.
    pub fn class(self) -> &'static str {
        match self {
            Kind::String => "string",
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Boolean => "boolean",
            Kind::Date => "date",
            Kind::Datetime => "datetime",
            Kind::Json => "json",
            Kind::Enum(_) => "enum",
            Kind::BelongsTo(_) => "belongs_to_association",
            Kind::Polymorphic => "polymorphic_association",
            Kind::HasMany(_) => "has_many_association",
        }
    }
}

impl Model {
    /// A field by name; the three that every model has among them.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().chain(&COMMON).find(|field| field.name == name)
    }

    /// The fields of the list, in the order of its columns.
    pub fn listed(&self) -> impl Iterator<Item = &'static Field> + '_ {
        self.list.iter().filter_map(|name| self.field(name))
    }

    /// The fields that can be filtered on, in table order: those of the list.
    pub fn filterable(&self) -> impl Iterator<Item = &'static Field> + '_ {
        let [id, created_at, updated_at] = &COMMON;
        std::iter::once(id)
            .chain(self.fields)
            .chain([created_at, updated_at])
            .filter(|field| self.list.contains(&field.name))
    }

    /// The columns of the table, as JSON answers list them.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> + '_ {
        let own = self.fields.iter().filter(|field| !field.column.is_empty());
        let own = own.flat_map(|field| match field.kind {
            Kind::Polymorphic => vec!["notable_type", field.column],
            _ => vec![field.column],
        });
        std::iter::once("id").chain(own).chain(["created_at", "updated_at"])
    }
}

impl Field {
    /// The stock label: the name without `_id` and underscores, capitalised.
    pub fn stock_label(&self) -> String {
        let name = if self.name == "id" { "id" } else { self.name.trim_end_matches("_id") };
        let mut label = name.replace('_', " ");
        if let Some(first) = label.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        label
    }
}

/// The model of this name. RailsAdmin camel-cases what stands in the URL, so `Order` is found too (portal.md a).
pub(super) fn model(name: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.name == name || model.class == name)
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, column: name, kind, label: None }
}

const fn labelled(name: &'static str, kind: Kind, label: &'static str) -> Field {
    Field { name, column: name, kind, label: Some(label) }
}

const fn link(name: &'static str, column: &'static str, model: &'static str) -> Field {
    Field { name, column, kind: Kind::BelongsTo(model), label: None }
}

const fn many(name: &'static str, many: Many) -> Field {
    Field { name, column: "", kind: Kind::HasMany(many), label: None }
}

const COMMON: [Field; 3] =
    [field("id", Kind::Integer), field("created_at", Kind::Datetime), field("updated_at", Kind::Datetime)];

/// What an order's `source` can be.
const SOURCES: &[&str] = &["web", "zuora", "aws"];

/// All models, in the order of the side bar.
pub(super) static MODELS: [Model; 10] = [
    Model {
        name: "admin",
        class: "Admin",
        label: "Admin",
        plural: "Admins",
        naming: Naming::Column("email"),
        fields: &[field("email", Kind::String)],
        groups: &[],
        list: &["id", "email", "created_at"],
        actions: &[],
    },
    Model {
        name: "admin_note",
        class: "AdminNote",
        label: "Admin note",
        plural: "Admin notes",
        naming: Naming::ClassAndId,
        fields: &[
            Field { name: "notable", column: "notable_id", kind: Kind::Polymorphic, label: None },
            field("kind", Kind::Enum(&["Billing question", "Other"])),
            field("payload", Kind::Json),
            field("body", Kind::Text),
        ],
        groups: &[("Basic info", &["notable", "kind"]), ("Extra", &["payload", "body", "created_at"])],
        list: &["id", "notable", "kind", "body", "created_at"],
        actions: &[],
    },
    Model {
        name: "billing_account",
        class: "BillingAccount",
        label: "Billing account",
        plural: "Billing accounts",
        naming: Naming::ClassAndId,
        fields: &[
            field("zuora_account_id", Kind::String),
            field("zuora_account_name", Kind::String),
            field("salesforce_account_id", Kind::String),
            link("sold_to", "sold_to_id", "billing_account_contact"),
            link("bill_to", "bill_to_id", "billing_account_contact"),
            many("orders", Many::Of("order", "billing_account_id")),
            many("cloud_activations", Many::Of("cloud_activation", "billing_account_id")),
            many("billing_account_memberships", Many::Of("billing_account_membership", "billing_account_id")),
            many(
                "customers",
                Many::Through("billing_account_membership", "billing_account_id", "customer_id", "customer"),
            ),
            many("admin_notes", Many::As("admin_note", "BillingAccount")),
        ],
        groups: &[],
        list: &["id", "zuora_account_id", "zuora_account_name", "salesforce_account_id", "sold_to", "created_at"],
        actions: &[],
    },
    Model {
        name: "billing_account_contact",
        class: "BillingAccountContact",
        label: "Billing account contact",
        plural: "Billing account contacts",
        naming: Naming::Column("work_email"),
        fields: &[
            field("first_name", Kind::String),
            field("last_name", Kind::String),
            field("work_email", Kind::String),
            field("zuora_contact_id", Kind::String),
            field("zuora_account_id", Kind::String),
            field("country", Kind::String),
            many("sold_billing_accounts", Many::Of("billing_account", "sold_to_id")),
            many("billed_billing_accounts", Many::Of("billing_account", "bill_to_id")),
        ],
        groups: &[],
        list: &["id", "first_name", "last_name", "work_email", "created_at"],
        actions: &[],
    },
    Model {
        name: "billing_account_membership",
        class: "BillingAccountMembership",
        label: "Billing account membership",
        plural: "Billing account memberships",
        naming: Naming::ClassAndId,
        fields: &[
            link("customer", "customer_id", "customer"),
            link("billing_account", "billing_account_id", "billing_account"),
        ],
        groups: &[],
        list: &["id", "customer", "billing_account", "created_at"],
        actions: &[],
    },
    Model {
        name: "cloud_activation",
        class: "CloudActivation",
        label: "Cloud activation",
        plural: "Cloud activations",
        naming: Naming::ClassAndId,
        fields: &[
            link("customer", "customer_id", "customer"),
            link("billing_account", "billing_account_id", "billing_account"),
            field("activation_code", Kind::String),
            field("subscription_name", Kind::String),
            field("super_sonics_aware", Kind::Boolean),
            field("trial", Kind::Boolean),
            field("seat_utilization_reminder_sent_at", Kind::Datetime),
            many(
                "self_managed_instance_activations",
                Many::Of("self_managed_instance_activation", "cloud_activation_id"),
            ),
        ],
        groups: &[],
        list: &[
            "id",
            "activation_code",
            "subscription_name",
            "customer",
            "billing_account",
            "super_sonics_aware",
            "trial",
            "created_at",
        ],
        actions: &[Action {
            key: "self_managed_instance_activations",
            title: "Self Managed Instance Activations",
            member: true,
            icons: ("fas fa-server", "icon-hdd"),
        }],
    },
    Model {
        name: "customer",
        class: "Customer",
        label: "Customer",
        plural: "Customers",
        naming: Naming::FirstAndLast,
        fields: &[
            field("first_name", Kind::String),
            field("last_name", Kind::String),
            field("email", Kind::String),
            field("company", Kind::String),
            field("country", Kind::String),
            field("provider", Kind::String),
            field("uid", Kind::String),
            field("billable", Kind::Boolean),
            field("login_activated", Kind::Boolean),
            field("sign_in_count", Kind::Integer),
            field("confirmed_at", Kind::Datetime),
            many("orders", Many::Of("order", "customer_id")),
            many("cloud_activations", Many::Of("cloud_activation", "customer_id")),
            many("billing_account_memberships", Many::Of("billing_account_membership", "customer_id")),
            many(
                "billing_accounts",
                Many::Through("billing_account_membership", "customer_id", "billing_account_id", "billing_account"),
            ),
            many("admin_notes", Many::As("admin_note", "Customer")),
        ],
        groups: &[],
        list: &["id", "first_name", "last_name", "email", "company", "created_at"],
        actions: &[
            Action {
                key: "zuora_subscriptions",
                title: "Zuora Subscriptions",
                member: true,
                icons: ("fas fa-bookmark", "icon-bookmark"),
            },
            Action { key: "impersonate", title: "Impersonate", member: true, icons: ("fas fa-home", "icon-home") },
        ],
    },
    Model {
        name: "license",
        class: "License",
        label: "License",
        plural: "Licenses",
        naming: Naming::Column("name"),
        fields: &[
            field("license_type", Kind::String),
            field("name", Kind::String),
            field("company", Kind::String),
            field("email", Kind::String),
            labelled("zuora_subscription_id", Kind::String, "Zuora subscription ID"),
            field("zuora_subscription_name", Kind::String),
            field("users_count", Kind::Integer),
            field("previous_users_count", Kind::Integer),
            labelled("trueup_quantity", Kind::Integer, "Trueup count"),
            field("trueup_from", Kind::Date),
            field("trueup_to", Kind::Date),
            field("plan_name", Kind::String),
            field("plan_code", Kind::String),
            field("trial", Kind::Boolean),
            labelled("starts_at", Kind::Date, "Start date"),
            labelled("expires_at", Kind::Date, "End date"),
            field("notes", Kind::Text),
            labelled("license_file", Kind::Text, "License key"),
            field("license_file_md5", Kind::String),
            link("creator", "creator_id", "admin"),
        ],
        groups: &[],
        list: &[
            "id",
            "name",
            "company",
            "email",
            "zuora_subscription_name",
            "plan_code",
            "users_count",
            "trial",
            "starts_at",
            "expires_at",
            "created_at",
        ],
        actions: &[Action {
            key: "validate_license",
            title: "Validate License",
            member: false,
            icons: ("fas fa-check", "icon-ok"),
        }],
    },
    Model {
        name: "order",
        class: "Order",
        label: "Order",
        plural: "Orders",
        naming: Naming::ClassAndId,
        fields: &[
            link("customer", "customer_id", "customer"),
            link("billing_account", "billing_account_id", "billing_account"),
            field("product_rate_plan_id", Kind::String),
            field("subscription_id", Kind::String),
            field("subscription_name", Kind::String),
            field("start_date", Kind::Date),
            field("end_date", Kind::Date),
            field("quantity", Kind::Integer),
            field("gl_namespace_id", Kind::String),
            field("gl_namespace_name", Kind::String),
            field("amendment_type", Kind::String),
            field("trial", Kind::Boolean),
            field("last_extra_ci_minutes_sync_at", Kind::Datetime),
            field("zuora_account_id", Kind::String),
            field("increased_billing_rate_notified_at", Kind::Datetime),
            field("source", Kind::Enum(SOURCES)),
        ],
        groups: &[],
        list: &[
            "id",
            "customer",
            "billing_account",
            "subscription_name",
            "subscription_id",
            "product_rate_plan_id",
            "quantity",
            "start_date",
            "end_date",
            "trial",
            "gl_namespace_id",
            "gl_namespace_name",
            "source",
            "created_at",
        ],
        actions: &[],
    },
    Model {
        name: "self_managed_instance_activation",
        class: "SelfManagedInstanceActivation",
        label: "Self managed instance activation",
        plural: "Self managed instance activations",
        naming: Naming::ClassAndId,
        fields: &[
            link("cloud_activation", "cloud_activation_id", "cloud_activation"),
            field("instance_identifier", Kind::String),
        ],
        groups: &[],
        list: &["id", "cloud_activation", "instance_identifier", "created_at"],
        actions: &[],
    },
];
