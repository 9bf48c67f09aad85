using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Text;
using Xunit;

namespace Tryghedsforum.Notifications.Tests.Planning;

/// <summary>The tables: who is told of what, under which policy, in which words.</summary>
public sealed partial class RulesTests
{
    private static readonly ResourceManager Words = new(typeof(SmsText));

    [Fact]
    public void The_rules_are_as_the_table_beside_this_file_says()
    {
        var table = string.Join('\n', Rules.All.Select(Line)) + "\n";
        var file = Path.Combine(Folder(), "Rules.txt");
        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        if (table != approved) File.WriteAllText(file + ".new", table);
        Assert.True(table == approved, "The rules have changed. If that is meant, put Rules.txt.new in the place of Rules.txt.");
    }

    [Fact]
    public void Every_kind_has_a_policy_and_a_rule_or_is_an_answer()
    {
        var kinds = typeof(MessageKind).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Select(f => (string)f.GetRawConstantValue()!).Order().ToList();
        Assert.Equal(kinds, KindPolicy.Kinds.Order());
        Assert.Equal(kinds, Rules.All.Select(rule => rule.Kind).Concat([MessageKind.InboundReply, MessageKind.Bundle, MessageKind.ResidentDigest, MessageKind.CoordinatorAlarm, MessageKind.CoordinatorStopped, MessageKind.Undone, MessageKind.ReporterUndone, MessageKind.RoundTrip]).Distinct().Order());
    }

    [Theory]
    [InlineData("da")]
    [InlineData("en")]
    public void Every_kind_amount_and_category_has_words_in_both_languages_with_the_same_places(string language)
    {
        var keys = KindPolicy.Kinds.Where(kind => kind is not (MessageKind.InboundReply or MessageKind.Bundle or MessageKind.ResidentDigest) && KindPolicy.Of(kind).Lane is not Lane.Mail).Concat(Enum.GetNames<Amount>().Select(a => $"amount.{a}")).Concat(Enum.GetNames<CategoryCode>().Select(c => $"category.{c}")).Concat(Enum.GetValues<MissingPart>().Where(part => part is not MissingPart.None).Select(part => $"reply.ask.{part}")).Concat(Keys("da"));
        Assert.All(keys, key =>
        {
            Assert.True(Keys(language).Contains(key), key);
            Assert.Equal(Places(key, "da"), Places(key, language));
        });
    }

    [Fact]
    public void Every_subject_paragraph_and_role_of_a_mail_has_words_in_both_languages_with_the_same_places()
    {
        var mails = new ResourceManager(typeof(MailText));
        string Places(string key, string language) => string.Join(' ', Place().Matches(mails.GetString(key, CultureInfo.GetCultureInfo(language))!).Select(match => match.Value).Distinct().Order());
        var keys = mails.GetResourceSet(CultureInfo.InvariantCulture, true, false)!.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key).ToHashSet();
        Assert.All(Enum.GetNames<Api.Members.Role>(), role => Assert.Contains($"role.{role}", keys));
        Assert.Equal(keys.Order(), mails.GetResourceSet(CultureInfo.GetCultureInfo("en"), true, false)!.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key).Order());
        Assert.All(keys, key => Assert.Equal(Places(key, "da"), Places(key, "en")));
    }

    [Fact]
    public void Every_key_is_used()
    {
        var program = string.Concat(Directory.EnumerateFiles(Path.Combine(Folder(), "../../../Forum.Notifications"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var made = Enum.GetNames<Amount>().Select(a => $"amount.{a}").Concat(Enum.GetNames<CategoryCode>().Select(c => $"category.{c}")).Concat(Enum.GetNames<MissingPart>().Select(part => $"reply.ask.{part}"))
            .Concat(Enum.GetNames<Api.Forums.SmsPurse>().SelectMany(purse => new[] { $"purse.{purse}", $"coordinator.budget.{purse}" })).ToHashSet();
        Assert.All(Keys("da").Concat(Keys("en")), key => Assert.True(made.Contains(key) || program.Contains($"\"{key}\"", StringComparison.Ordinal), key));
    }

    private static string Line(Rule rule)
    {
        var policy = KindPolicy.Of(rule.Kind);
        return $"{rule.On,-19} {rule.Who,-14} {rule.Kind,-23} {(rule.When is null ? "" : "if"),-3}{(rule.OncePerCase ? "once" : rule.OncePerDay ? "day" : ""),-5}{policy.Lane,-7}{policy.Validity,-12}{(policy.AtLeastOnce ? "twice" : ""),-6}{(policy.MayBeHeld ? "held" : ""),-5}{(rule.Free is { } free ? $"changed as {free}" : $"fixed: {rule.Fixed}")}";
    }

    private static HashSet<string> Keys(string language) => Words.GetResourceSet(language == "da" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language), true, false)!
        .Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key).ToHashSet();

    private static IEnumerable<string> Places(string key, string language) =>
        Place().Matches(Words.GetString(key, CultureInfo.GetCultureInfo(language))!).Select(match => match.Value).Distinct().Order();

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
