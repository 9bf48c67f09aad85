using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Configuration;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Data;
using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>What is kept about people says what it is for, and for how long. A column in both contexts' models is a promise.</summary>
public sealed class PersonalDataShapeTests
{
    private const string Code = "one of the program's own codes";
    private const string ByProvider = "the provider's own number for a message";
    private const string Identity = "random, or the person's random id: Identity wants it";
    private const string Chain = "a keyed hash over ids, enums and times";
    private const string Unused = "Identity's column, which this program leaves empty";

    // Texts in tables about people that tell nothing about them.
    private static readonly Dictionary<string, string> Plain = new()
    {
        ["Command.Key"] = "a keyed hash",
        ["InboundSms.MessageSid"] = ByProvider,
        ["InboundSms.Outcome"] = Code,
        ["Message.Arguments"] = "ids, enums and times; words are made right before sending",
        ["Message.CostPurse"] = Code,
        ["Message.Kind"] = Code,
        ["Message.PlanKey"] = "made of ids",
        ["Message.ProviderSid"] = ByProvider,
        ["Message.Reason"] = Code,
        ["Message.Recipient"] = "an id of a member, a case or an inbound text, never a number",
        ["Person.ConcurrencyStamp"] = Identity,
        ["Person.Email"] = Unused,
        ["Person.NormalizedEmail"] = Unused,
        ["Person.NormalizedUserName"] = Identity,
        ["Person.PasswordHash"] = Unused,
        ["Person.SecurityStamp"] = Identity,
        ["Person.UserName"] = Identity,
        ["ProviderLogin.Provider"] = "the name of a provider, as the configuration calls it",
        ["Report.Number"] = "random; what everybody calls the case",
        ["Report.Shown"] = "teams, and what the police get",
    };

    [Fact]
    public void Every_sealed_or_hashed_column_says_what_it_is_for_and_how_long_it_is_kept() => Rule.Holds(
        "Say purpose and retention: [PersonalData(…)] in Forum.Api, .Personal(…) in Forum.Notifications.",
        from column in Columns(Model.Entities)
        where (column.ClrType == typeof(byte[]) || column.Name.EndsWith("Sealed", StringComparison.Ordinal) || column.Name.EndsWith("Hash", StringComparison.Ordinal)) && Stated(column) is null
        select Named(column),
        new Dictionary<string, string>
        {
            ["AuditEntry.Hash"] = Chain, ["AuditEntry.PreviousHash"] = Chain, ["AuditEntry.WordsHash"] = "keyed, and salted with what is erased with the words",
            ["Person.PasswordHash"] = Unused, ["Passkey.CredentialId"] = "the framework's own column; what a passkey is for stands at its name",
        });

    [Fact]
    public void In_a_table_about_people_every_text_says_so_or_is_known_to_be_plain() => Rule.Holds(
        "A text about a person says purpose and retention; one that is not goes on the list of plain ones.",
        from column in Columns(Model.Entities.Where(entity => Columns([entity]).Any(column => Stated(column) is not null)))
        where column.ClrType == typeof(string) && Stated(column) is null
        select Named(column),
        Plain);

    [Fact]
    public void What_is_stated_is_a_row_of_the_one_table() => Rule.Holds(
        "Purpose is a sentence's beginning, and retention one of the rows of RetentionTable.",
        from column in Columns(Model.Entities)
        let stated = Stated(column)
        where stated is not null && (stated.Value.Purpose.Length < 10 || !Enum.TryParse<Retention>(stated.Value.Keep, out _))
        select $"{Named(column)}: {stated}");

    [Fact]
    public void Every_row_of_the_table_has_days_and_the_configuration_changes_them() => Rule.Holds(
        "Give the kind its days in RetentionTable, by default and by Retention:{kind} in the configuration.",
        from kind in Enum.GetValues<Retention>()
        let byDefault = Days(kind)
        let asConfigured = Days(kind, KeyValuePair.Create($"Retention:{kind}", (string?)"7"))
        where byDefault is not >= 0 || asConfigured != 7
        select $"{kind}: '{byDefault}' days, and '{asConfigured}' when 7 are configured");

    private static int? Days(Retention kind, params KeyValuePair<string, string?>[] settings)
    {
        try
        {
            return new RetentionTable(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Days(kind);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static IEnumerable<IReadOnlyProperty> Columns(IEnumerable<IReadOnlyEntityType> entities) => entities.SelectMany(entity => entity.GetProperties());

    private static (string Purpose, string Keep)? Stated(IReadOnlyProperty column) =>
        column.PropertyInfo?.GetCustomAttributes(typeof(PersonalDataAttribute), false) is [PersonalDataAttribute said] ? (said.Purpose, said.Keep.ToString())
        : column[NotificationsDb.PurposeAnnotation] is string purpose ? (purpose, column[NotificationsDb.KeepAnnotation] as string ?? "")
        : null;

    private static string Named(IReadOnlyProperty column) => $"{column.DeclaringType.ClrType.Name}.{column.Name}";
}
