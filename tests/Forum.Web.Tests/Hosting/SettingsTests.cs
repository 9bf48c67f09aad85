using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Settings;
using Tryghedsforum.Web.Tests.Shape;
using Xunit;

namespace Tryghedsforum.Web.Tests.Hosting;

/// <summary>The table of settings: the README shows it, the program asks for nothing else, and what does not fit stops the start.</summary>
public sealed partial class SettingsTests
{
    private static readonly string CountedUp = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(n => (byte)n)]), Zeros = Convert.ToBase64String(new byte[32]);

    [Fact]
    public void The_README_shows_the_table_as_it_is()
    {
        var table = string.Join('\n', SettingsTable.Rows.Select(row => $"| `{row.Name}` | {row.Default} | {row.What} |").Prepend("|---|---|---|").Prepend("| setting | default | what it is |"));
        Assert.True(File.ReadAllText(Path.Combine(Files.Root, "README.md")).Contains(table, StringComparison.Ordinal), $"Put this into README.md under Configuration:\n{table}");
    }

    [Fact]
    public void Every_setting_that_the_program_asks_for_is_in_the_table_and_no_other()
    {
        var code = Files.Product.Where(file => (file.Name.EndsWith(".cs", StringComparison.Ordinal) || file.Name.EndsWith(".razor", StringComparison.Ordinal)) && !file.Name.Contains("/Settings/", StringComparison.Ordinal)).ToList();
        var asked = code.SelectMany(file => Asked().Matches(file.Text)).Select(match => match.Groups[1].Success ? match.Groups[1].Value : $"Sms:{match.Groups[2].Value}").ToHashSet(StringComparer.OrdinalIgnoreCase);
        Rule.Holds("Give every setting a row in Forum.Web/Settings/SettingsTable.cs.", asked.Where(name => !SettingsTable.Rows.Any(row => row.IsFor(name) || row.Name == $"{name}:{{id}}")));
        Rule.Holds("Nothing asks for this setting.", SettingsTable.Rows.Select(row => row.Name).Where(name => name.Contains(':', StringComparison.Ordinal) && !name.StartsWith("Retention:", StringComparison.Ordinal) && !name.StartsWith("Oidc:", StringComparison.Ordinal) && !asked.Contains(name.Replace(":{id}", "", StringComparison.Ordinal))));
        Assert.Equal(
            Enum.GetNames<Api.Privacy.Retention>().Except(["Access", "Membership"]).Order(StringComparer.Ordinal),
            SettingsTable.Rows.Where(row => row.Section == "Retention").Select(row => row.Name.Split(':')[1]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Limits:ReportsPerForumAndHour", "many", "Limits:ReportsPerForumAndHour must be a whole number from 1 to 1000000000.")]
    [InlineData("Limits:ReportsPerForumAndHour", "0", "Limits:ReportsPerForumAndHour must be a whole number")]
    [InlineData("Retention:Picture", "181", "Retention:Picture must be a whole number from 14 to 180.")]
    [InlineData("Retention:SignIn", "2", "Retention:SignIn must be a whole number from 3 to 90.")]
    [InlineData("Retention:Pictures", "90", "Retention:Pictures is no setting of this program")]
    [InlineData("Keys:Fields:1:Old", "x", "Keys:Fields:1:Old is no setting of this program")]
    [InlineData("Database:Kind", "Oracle", "Database:Kind must be one of Sqlite, Postgres.")]
    [InlineData("PublicUrl", "tryg.example", "PublicUrl must be a whole address")]
    [InlineData("Schedule:On", "yes", "Schedule:On must be true or false.")]
    [InlineData("Sms:Patience", "soon", "Sms:Patience must be a time")]
    [InlineData("Sms:Countries", "45", "Sms:Countries must be country codes")]
    [InlineData("Security:Contact", "us", "Security:Contact must be an address")]
    [InlineData("Oidc:kommunen:Autority", "https://login.example", "Oidc:kommunen:Autority is no setting of this program")]
    [InlineData("Oidc:kommunen:SecondStep", "yes", "Oidc:kommunen:SecondStep must be true or false.")]
    [InlineData("Email:Provider", "Sendmail", "Email:Provider must be one of None, Smtp, Simulator.")]
    [InlineData("Email:Provider", "Smtp", "Email:Host and Email:From are missing")]
    [InlineData("Email:Port", "0", "Email:Port must be a whole number")]
    [InlineData("Email:From", "Forum <a@b.dk>", "Email:From must be an e-mail address")]
    [InlineData("Email:From", "a@b.dk\r\nBcc: x@y.dk", "Email:From must be an e-mail address")]
    [InlineData("Push:PublicKey", "c2hvcnQ", "Push:PublicKey must be 65 bytes in base64url")]
    [InlineData("Push:PrivateKey", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "Push:PublicKey and Push:PrivateKey are not the two halves of one pair")]
    [InlineData("Push:Subject", "us", "Push:Subject must be an address")]
    [InlineData("Keys:Lookup", "c2hvcnQ=", "Keys:Lookup must be 32 bytes in base64.")]
    public void A_wrong_value_is_named(string name, string value, string sentence) => Assert.StartsWith(sentence, Refusal("Development", (name, value)), StringComparison.Ordinal);

    [Fact]
    public void A_secret_is_never_part_of_the_sentence() => Assert.DoesNotContain("hemmelig", Refusal("Development", ("Keys:Lookup", "hemmelig")), StringComparison.Ordinal);

    [Fact]
    public void What_Production_needs_is_enough() => Check("Production");

    public static TheoryData<string, string, string> Unsafe => new()
    {
        { "Keys:Fields:1", Zeros, "Keys:Fields:1 is no random key" },
        { "Keys:Lookup", CountedUp, "Keys:Lookup is no random key" },
        { "Keys:Lookup", TestKeys.Fields, "Keys:Fields and Keys:Lookup must all be different" },
        { "Keys:Fields:256", TestKeys.Random(), "Keys:Fields:256 must be named by a number" },
        { "Keys:Current", "2", "Keys:Current names none" },
        { "PublicUrl", "http://tryg.example", "PublicUrl must begin with https" },
        { "Sms:PublicUrl", "http://tryg.example", "Sms:PublicUrl must begin with https" },
        { "Sms:AccountSid", "AC00000000000000000000000000000000", "Sms:AccountSid, Sms:AuthToken or" },
        { "Sms:AuthToken", "simulator", "Sms:AccountSid, Sms:AuthToken or" },
        { "Sms:SimulatorAddress", "https://tryg.example", "Sms:AccountSid, Sms:AuthToken or" },
        { "Sms:AuthToken", "", "Sms:AccountSid and Sms:AuthToken are missing" },
        { "Oidc:kommunen:Authority", "http://login.example", "Oidc:kommunen is not complete" },
        { "Oidc:kommunen:Authority", "https://login.example", "Oidc:kommunen is not complete" },
        { "Keys:Certificate", "", "Keys:Certificate is missing" },
        { "Keys:Certificate", "/nowhere/keys.pfx", "Keys:Certificate, Keys:OldCertificates or" },
        { "Keys:CertificatePassword", "forkert", "Keys:Certificate, Keys:OldCertificates or" },
        { "Keys:OldCertificates:1", "/nowhere/old.pfx", "Keys:Certificate, Keys:OldCertificates or" },
    };

    [Theory, MemberData(nameof(Unsafe))]
    public void Production_refuses_what_only_Development_may_do(string name, string value, string sentence) => Assert.StartsWith(sentence, Refusal("Production", (name, value)), StringComparison.Ordinal);

    [Fact]
    public void Mail_goes_by_a_protected_line_and_never_to_the_simulator_of_a_real_forum()
    {
        (string, string)[] smtp = [("Email:Provider", "Smtp"), ("Email:Host", "mail.example"), ("Email:From", "forum@tryg.example")];
        foreach (var environment in new[] { "Development", "Production" })
        {
            Check(environment, smtp);
            Assert.StartsWith("Email:Security=None is for a mail server on this machine", Refusal(environment, [.. smtp, ("Email:Security", "None")]), StringComparison.Ordinal);
            Check(environment, [.. smtp, ("Email:Security", "None"), ("Email:Host", "127.0.0.1")]);
            Assert.StartsWith("Email:User and Email:Password go together", Refusal(environment, [.. smtp, ("Email:User", "forum")]), StringComparison.Ordinal);
        }

        Assert.StartsWith("Email:Provider=Simulator exists in Development only", Refusal("Production", ("Email:Provider", "simulator")), StringComparison.Ordinal);
        Check("Development", ("Email:Provider", "Simulator"));
    }

    private static string Refusal(string environment, params (string Name, string Value)[] settings) => Assert.Throws<CannotStart>(() => Check(environment, settings)).Message;

    private static void Check(string environment, params (string Name, string Value)[] settings)
    {
        var real = new Dictionary<string, string?>
        {
            ["PublicUrl"] = "https://tryg.example", ["Sms:AccountSid"] = "AC1", ["Sms:AuthToken"] = "secret", ["Keys:Fields:1"] = TestKeys.Fields, ["Keys:Lookup"] = TestKeys.Lookup,
            ["Keys:Certificate"] = TestKeys.Certificate, ["Keys:CertificatePassword"] = TestKeys.Password,
        };
        foreach (var (name, value) in settings) real[name] = value;
        SettingsCheck.Check(new ConfigurationBuilder().AddInMemoryCollection(real).Build(), new Where(environment));
    }

    [GeneratedRegex(@"""((?:Data|Database|Keys|Pictures|Sms|Limits|Retention|Schedule|Security|Accessibility|Oidc|Email|Demo|Simulator|Telemetry|Messages|Push):\w+)""|\bsms(?:\[|\.GetValue\()""(\w+)""")]
    private static partial Regex Asked();

    private sealed class Where(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "Forum.Web";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
