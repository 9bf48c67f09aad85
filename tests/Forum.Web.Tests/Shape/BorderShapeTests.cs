using Mono.Cecil;
using Xunit;

namespace Tryghedsforum.Web.Tests.Shape;

/// <summary>Who may know whom. The compiler keeps the borders between projects; these tests keep those between folders.</summary>
public sealed class BorderShapeTests
{
    private const string OneDatabase = "one database, one write gate and one form of time for both contexts";
    private const string Sealed = "numbers and words are sealed by the one cipher, whoever keeps them";
    private const string Settings = "a row of the forum's settings, which ReadForum hands out read-only";
    private const string OneStory = "a case and its pickup change in one transaction, and are told as one story";

    private const string Figures = "how many messages went on a day is told to the forum afterwards, in figures";

    // The plumbing that the two libraries share, and the rows that the forum's settings consist of.
    private static readonly Dictionary<string, string> NotificationsSees = new()
    {
        ["at the root: Api.Data.DatabaseSetup"] = OneDatabase,
        ["at the root: Api.Forums.SmsPrice"] = "who sends SMS says what one costs",
        ["at the root: Api.Members.EmailUse"] = "who sends e-mail says whether there is any",
        ["at the root: Api.Summaries.CountMessages"] = "who sends messages says how many arrived",
        ["Data: Api.Data.DatabaseKind"] = OneDatabase,
        ["Data: Api.Data.DatabaseSettings"] = OneDatabase,
        ["Data: Api.Data.DatabaseSetup"] = OneDatabase,
        ["Data: Api.Data.WriteGate"] = OneDatabase,
        ["Data: Api.Privacy.Retention"] = "one table says how long anything is kept",
        ["Data: Api.Privacy.RetentionTable"] = "one table says how long anything is kept",
        ["Data: Api.Privacy.ErasedOnDay"] = Figures,
        ["Schedule: Api.Data.DatabaseKind"] = "the clustered store of the jobs lies in the same database",
        ["Schedule: Api.Data.DatabaseSettings"] = "the clustered store of the jobs lies in the same database",
        ["Inbound: Api.Privacy.FieldCipher"] = Sealed,
        ["Planning: Api.Privacy.FieldCipher"] = Sealed,
        ["Operation: Api.Privacy.FieldCipher"] = Sealed,
        ["Inbound: Api.Privacy.SafeText"] = "CPR numbers are masked before a text is stored",
        ["Schedule: Api.Privacy.EraseExpired"] = "what is kept about people goes when its time is over",
        ["Schedule: Api.Privacy.RecordErasure"] = Figures,
        ["Schedule: Api.Privacy.ErasedOnDay"] = Figures,
        ["Inbound: Api.Forums.Forum"] = Settings,
        ["Schedule: Api.Forums.Forum"] = Settings,
        ["Planning: Api.Forums.Forum"] = Settings,
        ["Operation: Api.Forums.Forum"] = Settings,
        ["Planning: Api.Members.Team"] = Settings,
        ["Planning: Api.Reports.Category"] = Settings,
    };

    private const string Erasing = "one place carries out the table of how long anything is kept";

    // Whoever changes a row that is another noun's.
    private static readonly Dictionary<string, string> WritesForOthers = new()
    {
        ["Forums.FoundForum changes Members.Team"] = "a forum is founded with all its tables at once",
        ["Forums.FoundForum changes Places.Place"] = "a forum is founded with all its tables at once",
        ["Forums.FoundForum changes Places.Street"] = "a forum is founded with all its tables at once",
        ["Forums.FoundForum changes Reports.Category"] = "a forum is founded with all its tables at once",
        ["Forums.FoundForum changes Reports.GroundRule"] = "a forum is founded with all its tables at once",
        ["Pickups.CancelPickup changes Reports.Report"] = OneStory,
        ["Pickups.ConfirmCollected changes Reports.Report"] = OneStory,
        ["Pickups.JoinedPickups changes Reports.Report"] = OneStory,
        ["Pickups.PickupEvents changes Reports.Report"] = OneStory,
        ["Pickups.PromiseTime changes Reports.Report"] = OneStory,
        ["Pickups.ReportNothingFound changes Reports.Report"] = OneStory,
        ["Pickups.RequestPickup changes Reports.Report"] = OneStory,
        ["Privacy.EraseExpired changes Audit.AuditWords"] = Erasing,
        ["Privacy.EraseExpired changes Barriers.ToldBarrier"] = Erasing,
        ["Privacy.EraseExpired changes HandOvers.HandOver"] = Erasing,
        ["Privacy.EraseExpired changes Events.Command"] = Erasing,
        ["Privacy.EraseExpired changes Members.Invitation"] = Erasing,
        ["Privacy.EraseExpired changes Members.PasskeyChallenge"] = Erasing,
        ["Privacy.EraseExpired changes Members.Session"] = Erasing,
        ["Privacy.EraseExpired changes Members.SignInAttempt"] = Erasing,
        ["Privacy.EraseExpired changes Pictures.Picture"] = Erasing,
        ["Privacy.EraseExpired changes Releases.Release"] = Erasing,
        ["Privacy.EraseExpired changes Releases.ReleasedPicture"] = Erasing,
        ["Privacy.EraseExpired changes Rosters.DayChange"] = Erasing,
        ["Privacy.EraseExpired changes Reports.CaseLink"] = Erasing,
        ["Privacy.EraseExpired changes Reports.Note"] = Erasing,
        ["Privacy.EraseExpired changes Reports.Report"] = Erasing,
        ["Reports.SubmitReport changes Pictures.Picture"] = "a draft becomes the report's picture when the report is sent",
    };

    // Whose tables a noun reads besides its own.
    private static readonly Dictionary<string, string> ReadsOfOthers = new()
    {
        ["Audit reads Members"] = "who was invited is shown by name, as long as the invitation is kept",
        ["Audit reads Reports"] = "a case is shown by its number",
        ["Events reads Forums"] = "the number of the newest event stands in the forum's row",
        ["Events reads Members"] = "a live connection is cut when session or membership has ended",
        ["Events reads Reports"] = "who may read an event depends on who may see its case now",
        ["Forums reads Members"] = "a forum's settings are its row and all the tables that it is run by",
        ["Forums reads Places"] = "a forum's settings are its row and all the tables that it is run by",
        ["Forums reads Reports"] = "a forum's settings are its row and all the tables that it is run by",
        ["Members reads Forums"] = "a demo person is shown with the forum that it belongs to",
        ["Members reads Reports"] = "a team that a category, a ground rule or an open case names stays in use",
        ["Members reads Pickups"] = "a team that has a pickup stays in use",
        ["Reports reads Members"] = "categories and ground rules name the forum's teams",
        ["Members reads Places"] = "streets that somebody follows are shown by name",
        ["HandOvers reads Reports"] = "what is handed over is a case",
        ["Privacy reads HandOvers"] = Erasing,
        ["Pickups reads Reports"] = OneStory,
        ["Privacy reads Audit"] = Erasing,
        ["Privacy reads Barriers"] = Erasing,
        ["Privacy reads Events"] = Erasing,
        ["Privacy reads Forums"] = Erasing,
        ["Privacy reads Members"] = Erasing,
        ["Privacy reads Pictures"] = Erasing,
        ["Privacy reads Reports"] = Erasing,
        ["Reports reads Pickups"] = OneStory,
        ["Reports reads Events"] = "what can be undone, and what was, stands beside the log",
        ["Reports reads Pictures"] = "a case is shown with its pictures",
        ["Pictures reads Reports"] = "a picture is seen by those who may see its case",
        ["EarlyWarnings reads Forums"] = "a sweep asks which forums are due",
        ["EarlyWarnings reads Reports"] = "patterns are made of cases",
        ["PublicLists reads Forums"] = "a sweep asks which forums are due",
        ["PublicLists reads Reports"] = "the list is made of cases",
        ["Events reads Releases"] = "what was released is read through the one filter, too",
        ["Privacy reads Releases"] = Erasing,
        ["Releases reads Pictures"] = "blurred copies are made of a case's pictures",
        ["Releases reads Reports"] = "what is released is of a case",
        ["Pickups reads Events"] = "the watch compares the log with what was told",
        ["Rosters reads Members"] = "whose shifts they are",
        ["Rosters reads Forums"] = "the clock on the wall in the forum",
        ["Members reads Rosters"] = "who has shifts will be on duty",
        ["Privacy reads Rosters"] = Erasing,
        ["Summaries reads DropOffs"] = "the month's figures count everything",
        ["Summaries reads Pickups"] = "the month's figures count everything",
        ["Summaries reads Reports"] = "the month's figures count everything",
    };

    private static HashSet<string> Entities { get; } =
    [
        "Tryghedsforum.Api.Members.Person",
        .. Assemblies.Api.GetType("Tryghedsforum.Api.Data.ForumDb").Properties.Select(table => table.PropertyType).OfType<GenericInstanceType>().Select(table => table.GenericArguments[0].FullName),
    ];

    [Fact]
    public void Dependencies_go_one_way_Web_Notifications_Api() => Rule.Holds(
        "Web knows Notifications and Api, Notifications knows Api, Api knows neither.",
        from pair in new[] { (From: Assemblies.Api, To: "Forum.Notifications"), (From: Assemblies.Api, To: "Forum.Web"), (From: Assemblies.Notifications, To: "Forum.Web") }
        where pair.From.AssemblyReferences.Any(reference => reference.Name == pair.To)
        select $"{pair.From.Name} refers to {pair.To}");

    [Fact]
    public void Delivery_names_nothing_of_the_Api()
    {
        const string Folder = "Forum.Notifications/Delivery";
        // A constant leaves no trace in compiled code, so the words are read as well.
        Rule.Holds(
            "Delivery sends messages and knows nothing of reports or people: planning gives it what it needs (see Prepare).",
            UsesOfApi(noun => noun == "Delivery").Select(use => $"{use.By.Short()} uses {use.Used.Short()}")
                .Concat(Files.In(Folder).Where(file => file.Text.Contains("Tryghedsforum.Api", StringComparison.Ordinal) || file.Text.Contains(" Api.", StringComparison.Ordinal)).Select(file => $"{file.Name} names Tryghedsforum.Api")));
    }

    [Fact]
    public void Notifications_sees_of_the_Api_events_members_and_use_cases_and_never_its_tables() => Rule.Holds(
        "Only Planning, Inbound, Schedule and Operation see Forum.Api, and of it the log, the members, and use cases with what they take and give.",
        from use in UsesOfApi(noun => noun != "Delivery")
        where !(use.By.Noun() is "Planning" or "Inbound" or "Schedule" or "Operation")
            || use.Used.Noun() is "Data" or "Privacy"
            || (Entities.Contains(use.Used.FullName) && use.Used.Noun() != "Events")
        select $"{(use.By.Noun() is { Length: > 0 } noun ? noun : "at the root")}: {use.Used.Short()}",
        NotificationsSees);

    [Fact]
    public void A_row_is_changed_by_its_own_noun() => Rule.Holds(
        "Make, change, add or remove a row in the folder of its noun only; others call a use case, or a method of the entity's folder.",
        from type in Nouns()
        from method in type.MethodsInside()
        from call in method.Calls()
        let changed = Changed(call)
        where changed is not null && Entities.Contains(changed.FullName) && changed.Noun() != type.Noun()
        select $"{Local(type)} changes {Local(changed)}",
        WritesForOthers);

    [Fact]
    public void A_noun_asks_its_own_tables() => Rule.Holds(
        "Another noun's tables are not for asking: use its ids, enums and use cases, or say here why not.",
        from type in Nouns()
        from method in type.MethodsInside()
        from call in method.Calls()
        where call.DeclaringType.Name is "ForumDb" or "IdentityUserContext`5" && call.Name.StartsWith("get_", StringComparison.Ordinal)
        let table = call.Name == "get_Users" ? "Members" : (call.ReturnType as GenericInstanceType)?.GenericArguments[0].Noun()
        where table is not null && table != type.Noun()
        select $"{type.Noun()} reads {table}",
        ReadsOfOthers);

    private static IEnumerable<(TypeDefinition By, TypeReference Used)> UsesOfApi(Func<string, bool> noun) =>
        from type in Assemblies.Notifications.Types
        where noun(type.Noun())
        from used in type.Uses()
        where used.Outermost().Namespace.StartsWith("Tryghedsforum.Api", StringComparison.Ordinal)
        select (type, used);

    private static IEnumerable<TypeDefinition> Nouns() => Assemblies.Api.Types.Where(type => type.Noun() is not ("" or "Data"));

    // The row that a call changes: it makes one, sets a property, calls a method of it that others cannot see, or hands it to its table.
    private static TypeReference? Changed(MethodReference call)
    {
        if (Entities.Contains(call.DeclaringType.FullName) && call.Resolve() is { IsStatic: false, IsGetter: false } method) return method.IsAssembly || method.IsSetter || method.IsConstructor ? call.DeclaringType : null;
        if (call.Name is not ("Add" or "AddRange" or "Remove" or "RemoveRange" or "Update" or "ExecuteUpdateAsync" or "ExecuteDeleteAsync")) return null;
        return call switch
        {
            GenericInstanceMethod generic => generic.GenericArguments[0],
            { DeclaringType: GenericInstanceType { Name: "DbSet`1" } table } => table.GenericArguments[0],
            _ => null,
        };
    }

    private static string Local(TypeReference type) => type.Outermost().Short().Replace("Api.", "", StringComparison.Ordinal);
}
