using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Testing;
using Tryghedsforum.Web.Tests.Shape;
using Xunit;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>The limits as the README publishes them: each is reached and not passed, with nothing configured.</summary>
public sealed partial class LimitTests
{
    private const string Source = "a source";
    private static readonly string[] Published = [.. Table().Matches(System.IO.File.ReadAllText(Path.Combine(Files.Root, "README.md"))).SelectMany(row => Names(row.Value)).Order(StringComparer.Ordinal)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Setting, and the n-th use of what it limits; the limit's own refusal is thrown by it.</summary>
    private static Dictionary<string, Func<Neighbourhood, int, Task>> Uses { get; } = new()
    {
        ["ReportsPerNumberAndHour"] = (here, _) => here.Report(Neighbourhood.Needles() with { Phone = "95 00 00 77" }),
        ["ReportsPerForumAndHour"] = (here, _) => here.Report(),
        ["ReportsPerSourceAndTenMinutes"] = (here, _) => here.Report(by: From(here)),
        ["PicturesPerSourceAndTenMinutes"] = async (here, _) =>
        {
            using var dot = new MemoryStream(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
            await here.Do((AddPicture add) => add.Run(From(here), dot, Cancel));
        },
        ["CodesPerNumberAndHour"] = (here, _) => Ask(here, "95 00 00 77"),
        ["CodesPerSeriesAndHour"] = (here, n) => Ask(here, $"95 00 {n:00} 77"),
        ["CodesPerSourceAndTenMinutes"] = (here, n) => Ask(here, $"95 {n:00} 00 77", Source),
        ["CodesPerHour"] = (here, n) => Ask(here, string.Create(CultureInfo.InvariantCulture, $"95 {n % 100:00} {n / 100:00} 77")),
        ["PasskeysPerSourceAndTenMinutes"] = (here, _) => here.Do((AskForPasskey ask) => ask.Run(Actor.Anyone(0, Source), null, Cancel)),
        ["WrongCodesPerNumberAndHour"] = async (here, n) =>
        {
            // Five wrong ones a code; the limit is met by whoever asks for the next one.
            if (n % SignInAttempt.MostTries == 0) browser = await Ask(here, "95 00 00 77");
            var right = await here.Db(db => db.SignInAttempts.AsNoTracking().OrderByDescending(attempt => attempt.At).Select(attempt => attempt.Id).FirstAsync(Cancel));
            var wrong = await here.Do((FieldCipher cipher) => Task.FromResult(SignInAttempt.Code(cipher, right) == "000000" ? "000001" : "000000"));
            Assert.Equal("code:CodeWrong", await Refusals.Faults(here.Do((EnterCode enter) => enter.Run(Actor.Anyone(0, ""), browser, wrong, Cancel))));
            here.Clock.Advance(TimeSpan.FromSeconds(1));
        },
    };

    private static string? browser;

    public static TheoryData<string> Settings => [.. Uses.Keys];

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task The_last_one_is_taken_and_the_next_one_is_told_when_to_come_again(string setting)
    {
        var most = Default(setting);
        await using var here = await Neighbourhood.Found(DatabaseKind.Sqlite, new Dictionary<string, string?>(Uses.Keys.Where(other => other != setting).Select(other => KeyValuePair.Create($"Limits:{other}", (string?)"1000000"))) { ["PublicUrl"] = "https://tryg.example" });
        for (var n = 0; n < most; n++) await Uses[setting](here, n);
        var refused = await Refusals.Of(Uses[setting](here, most));
        Assert.Equal((RefusalCode.TooMany, true), (refused.Code, refused.RetryAfter >= TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void Each_limit_is_published()
    {
        Assert.Empty(Files.Product.SelectMany(file => Read().Matches(file.Text).Select(found => found.Groups[1].Value)).Distinct().Except(Published));
        // Asked for by address, in LookUpLimitTests.
        Assert.Empty(Uses.Keys.Append("WrongLinksPerSourceAndTenMinutes").Except(Published));
    }

    private static Actor From(Neighbourhood here) => Actor.Anyone(here.Forum.Forum.Id, Source);

    private static Task<string> Ask(Neighbourhood here, string phone, string source = "") => here.Do((AskForCode ask) => ask.Run(Actor.Anyone(0, source), phone, Cancel));

    private static int Default(string setting)
    {
        foreach (Match row in Table().Matches(System.IO.File.ReadAllText(Path.Combine(Files.Root, "README.md"))))
        {
            var (names, numbers) = (Names(row.Value).ToList(), row.Value.Split('|')[2].Split(',').Select(number => int.Parse(number.Trim(), CultureInfo.InvariantCulture)).ToList());
            if (names.IndexOf(setting) is >= 0 and var at) return numbers[at];
        }

        throw new InvalidOperationException($"The README has no row for {setting}.");
    }

    private static IEnumerable<string> Names(string row) => Setting().Matches(row.Split('|')[1]).Select(name => name.Groups[1].Value);

    [GeneratedRegex(@"^\| `Limits:.*$", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex("`(?:Limits)?:([A-Za-z]+)`")]
    private static partial Regex Setting();

    [GeneratedRegex("\"Limits:([A-Za-z]+)\"")]
    private static partial Regex Read();
}
