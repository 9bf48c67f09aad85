using Microsoft.Extensions.Localization;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Pictures;
using Tryghedsforum.Api.PublicLists;
using Tryghedsforum.Api.Reports;
using Tryghedsforum.Web.Frame;
using Tryghedsforum.Web.Parts;
using Tryghedsforum.Web.Text;

namespace Tryghedsforum.Web.Pages.Reports;

/// <summary>Takes one step's form, and says what comes next: the server decides, and nothing that was typed is lost.</summary>
internal sealed partial class ReportSteps(
    SubmitReport submit, KeepCase keep, ReadPublicList lists, AddPicture pictures, ReportSeals seals, RefusalAnswers refusals, IStringLocalizer<ReportText> words, ILogger<ReportSteps> logger)
{
    /// <summary>The fields of the report, by the names that faults have, and the ids of the page's fields.</summary>
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["category"] = "category", ["ground"] = "ground", ["place.written"] = "place", ["place.lat"] = "place", ["place.detail"] = "exact", ["access"] = "access",
        ["find"] = "find", ["amount"] = "amount", ["children"] = "children", ["pictures"] = "pictures", ["picture"] = "pictures", ["words"] = "words",
        ["phone"] = "phone", ["email"] = "email",
    };

    /// <summary>The first step, or a step that somebody opened without the ones before it.</summary>
    public static ReportView Begin(bool other) => new(other ? ReportStep.Kind : ReportStep.Where, new ReportDraft { Chosen = other });

    /// <summary>Takes a form.</summary>
    public async Task<ReportView> Take(PageContext page, HttpContext context, IFormCollection form, CancellationToken cancellation)
    {
        var forum = page.Settings.Forum.Id;
        var (from, to) = (Step(form, "fra", ReportStep.Where), Step(form, "til", ReportStep.Where));
        var kept = seals.Draft(forum, form["tilstand"]);
        var draft = (kept ?? new ReportDraft()).With(from, form);
        if (from == ReportStep.What) draft = draft with { Pictures = Sent(forum, form) };
        // A step whose forerunners are lost says so, and starts from the place.
        if (kept is null && from > ReportStep.Where) return new(ReportStep.Where, draft) { Stale = true };

        if (from == ReportStep.What)
        {
            (draft, var problem) = await AddFiles(page, draft, form, cancellation);
            if (form["RemovePicture"] is [{ } removed])
            {
                var id = seals.Picture(forum, removed);
                return await Show(page, ReportStep.What, draft with { Pictures = [.. draft.Pictures.Where(picture => picture != id)] }, cancellation);
            }

            if (problem is not null && to > from) return (await Show(page, from, draft, cancellation)) with { Problems = [problem] };
        }

        if (from == ReportStep.Same && form["svar"] == "samme") return new(from, draft) { GoTo = $"/{page.Settings.Forum.Slug}#sager" };
        if (to < from) return await Show(page, to, draft, cancellation);
        var (check, problems) = await Check(page, from, draft, form, cancellation);
        if (problems.Count > 0) return (await Show(page, from, draft, cancellation)) with { Problems = problems };
        if (to != ReportStep.Sent) return await Show(page, to, draft, cancellation);
        return await Send(page, context, draft, check!, form["Keep"].Count > 0 && page.Actor.Role is not null, cancellation);
    }

    private async Task<ReportView> Show(PageContext page, ReportStep step, ReportDraft draft, CancellationToken cancellation)
    {
        if (step == ReportStep.What && draft.AsksNeedles) draft = draft with { Find = draft.Find ?? Find.Needles };
        var check = step <= ReportStep.Where ? null : (await Read(page, step == ReportStep.What ? ReportStep.Where : ReportStep.What, draft, cancellation)).Check;
        if (step > ReportStep.Where && check is null) return new(ReportStep.Where, draft);
        // Only what is public is shown, and only to somebody whose own report would stand there too.
        if (step == ReportStep.Check && !draft.NotSame && check!.Routing.Outsiders == PublicLevel.Street)
        {
            var same = await lists.Same(page.Actor, draft.Category, check.Street, cancellation);
            if (same.Count > 0) return new(ReportStep.Same, draft) { Check = check, Same = same };
        }

        if (step == ReportStep.Same) step = ReportStep.What;
        if (step == ReportStep.Check) draft = draft with { Key = draft.Key ?? Guid.NewGuid().ToString("n"), Seen = check!.Routing.Seen };
        return new(step, draft) { Check = check };
    }

    private async Task<ReportView> Send(PageContext page, HttpContext context, ReportDraft draft, SubmitReportCheck check, bool keeps, CancellationToken cancellation)
    {
        var (slug, failure) = (page.Settings.Forum.Slug, ReportFailure.Ours);
        try
        {
            var answer = await submit.Run(page.Actor, draft.Request(ReportStep.Sent), draft.Key, cancellation);
            if (keeps) await keep.Run(page.Actor, answer.Secret, cancellation);
            seals.Keep(context, slug, new(answer.Number, answer.Secret, draft.Category, answer.ReceivedAt, answer.Target, answer.NearChildren, answer.Danger, answer.CprMasked,
                check.Routing.ReceivingTeamId, check.Routing.FetchingTeamId));
            return new(ReportStep.Sent, draft) { GoTo = $"/{slug}/tak" };
        }
        catch (Refused refused) when (refused.Code == RefusalCode.AudienceChanged)
        {
            return await Show(page, ReportStep.Check, draft, cancellation) with { Failure = ReportFailure.AudienceChanged };
        }
        catch (Refused refused) when (refused.Code is RefusalCode.TooMany or RefusalCode.KeyReused)
        {
            failure = refused.Code == RefusalCode.TooMany ? ReportFailure.TooMany : ReportFailure.SentOnce;
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            Log.NotSent(logger, failed);
        }

        if (failure == ReportFailure.SentOnce) draft = draft with { Key = Guid.NewGuid().ToString("n") };
        return new(ReportStep.Check, draft) { Check = check, Failure = failure };
    }

    private async Task<(SubmitReportCheck? Check, IReadOnlyList<FieldProblem> Problems)> Check(PageContext page, ReportStep step, ReportDraft draft, IFormCollection form, CancellationToken cancellation)
    {
        if (step == ReportStep.Kind)
            return (null, form["Category"].Count == 1 && page.Settings.Categories.Any(kind => kind.Code == draft.Category && kind.Order is not null) ? [] : [new("category", words["KindMissing"])]);
        var (check, problems) = await Read(page, step, draft, cancellation);
        if (step >= ReportStep.What && draft.NeedsWords && string.IsNullOrWhiteSpace(draft.Words))
            problems = [.. problems, new("words", refusals.Words(new FieldFault("words", "WordsMissing")))];
        return (check, problems);
    }

    private async Task<(SubmitReportCheck? Check, IReadOnlyList<FieldProblem> Problems)> Read(PageContext page, ReportStep upTo, ReportDraft draft, CancellationToken cancellation)
    {
        try
        {
            return (await submit.Check(page.Actor, draft.Request(upTo), cancellation), []);
        }
        catch (Refused refused) when (refused.Code == RefusalCode.Invalid)
        {
            return (null, [.. refused.Faults.Select(fault => new FieldProblem(Fields.GetValueOrDefault(fault.Field, "main"), fault is { Field: "ground", Code: "AnswerMissing" } ? words["GroundMissing"] : refusals.Words(fault)))]);
        }
    }

    private IReadOnlyList<Guid> Sent(int forum, IFormCollection form) =>
        [.. form["Pictures"].Select(text => seals.Picture(forum, text)).OfType<Guid>().Distinct().Take(AddPicture.MostPerReport)];

    private async Task<(ReportDraft Draft, FieldProblem? Problem)> AddFiles(PageContext page, ReportDraft draft, IFormCollection form, CancellationToken cancellation)
    {
        FieldProblem? problem = null;
        foreach (var file in form.Files.GetFiles("Files").Where(file => file.Length > 0))
        {
            if (draft.Pictures.Count >= AddPicture.MostPerReport) return (draft, new("pictures", refusals.Words(new FieldFault("pictures", "TooManyPictures"))));
            try
            {
                await using var content = file.OpenReadStream();
                draft = draft with { Pictures = [.. draft.Pictures, await pictures.Run(page.Actor, content, cancellation)] };
            }
            catch (Refused refused)
            {
                problem = new("pictures", refused.Faults is [var fault, ..] ? refusals.Words(fault) : refused.Code == RefusalCode.NoRoom ? refusals.NoRoom(page.Settings.Forum.Telephone) : refusals.Words(refused));
            }
        }

        return (draft, problem);
    }

    private static ReportStep Step(IFormCollection form, string name, ReportStep otherwise) =>
        Enum.TryParse<ReportStep>(form[name].ToString(), out var step) && Enum.IsDefined(step) ? step : otherwise;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A report could not be stored")]
        public static partial void NotSent(ILogger logger, Exception exception);
    }
}
